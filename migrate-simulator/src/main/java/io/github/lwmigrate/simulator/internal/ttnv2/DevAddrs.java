package io.github.lwmigrate.simulator.internal.ttnv2;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.v2.lorawan.DevAddrManagerGrpc.DevAddrManagerImplBase;
import io.github.lwmigrate.proto.ttn.v2.lorawan.DevAddrRequest;
import io.github.lwmigrate.proto.ttn.v2.lorawan.DevAddrResponse;
import io.github.lwmigrate.proto.ttn.v2.lorawan.PrefixesRequest;
import io.github.lwmigrate.proto.ttn.v2.lorawan.PrefixesResponse;
import io.github.lwmigrate.simulator.internal.Answers;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/** The addresses of the network. Asks for no credential. */
final class DevAddrs extends DevAddrManagerImplBase {
  private static final String PREFIX = "26000000/20";
  private static final int FIRST = 0x26000000;
  private static final int COUNT = 1 << 12;
  private static final List<String> USAGES =
      List.of("otaa", "abp", "world", "local", "private", "testing");

  private final SplittableRandom random = new SplittableRandom(FIRST);

  synchronized ByteString next() {
    int address = FIRST + 1 + random.nextInt(COUNT - 1);
    return ByteString.copyFrom(ByteBuffer.allocate(Integer.BYTES).putInt(address).array());
  }

  @Override
  public void getPrefixes(PrefixesRequest request, StreamObserver<PrefixesResponse> observer) {
    PrefixesResponse.Builder answer = PrefixesResponse.newBuilder();
    answer.addPrefixesBuilder().setPrefix(PREFIX).addAllUsage(USAGES);
    Answers.send(observer, answer.build());
  }

  @Override
  public void getDevAddr(DevAddrRequest request, StreamObserver<DevAddrResponse> observer) {
    Answers.send(observer, DevAddrResponse.newBuilder().setDevAddr(next()).build());
  }
}
