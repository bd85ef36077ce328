package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.grpc.stub.StreamObserver;
import java.util.Collection;

/** The common forms of answers. */
public final class Answers {
  private Answers() {}

  public static <A> void send(StreamObserver<A> observer, A answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  public static void done(StreamObserver<Empty> observer) {
    send(observer, Empty.getDefaultInstance());
  }

  /** The fields of a mask, and what every answer has. */
  static EndDevice masked(EndDevice device, Collection<String> mask) {
    return masked(device, MaskedCopy.of(mask));
  }

  static EndDevice masked(EndDevice device, MaskedCopy mask) {
    EndDevice.Builder answer =
        EndDevice.newBuilder()
            .setIds(device.getIds())
            .setCreatedAt(device.getCreatedAt())
            .setUpdatedAt(device.getUpdatedAt());
    mask.apply(device, answer);
    return answer.setIds(device.getIds()).build();
  }
}
