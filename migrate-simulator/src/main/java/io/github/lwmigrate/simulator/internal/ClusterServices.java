package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationLink;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ConfigurationGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GenerateDevAddrResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetApplicationLinkRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetDefaultJoinEUIResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetDefaultMACSettingsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetDeviceAdressPrefixesResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetNetIDResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JoinEUIPrefixes;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListFrequencyPlansRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListFrequencyPlansResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetApplicationLinkRequest;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** What the servers say of themselves, and the link of an application. */
final class ClusterServices {
  private ClusterServices() {}

  static BindableService network(Cluster cluster) {
    return new NsGrpc.NsImplBase() {
      private final SecureRandom random = new SecureRandom();

      @Override
      public void getNetID(Empty request, StreamObserver<GetNetIDResponse> observer) {
        Answers.send(
            observer, GetNetIDResponse.newBuilder().setNetId(cluster.network().netId()).build());
      }

      @Override
      public void getDeviceAddressPrefixes(
          Empty request, StreamObserver<GetDeviceAdressPrefixesResponse> observer) {
        Answers.send(
            observer,
            GetDeviceAdressPrefixesResponse.newBuilder()
                .addDevAddrPrefixes(cluster.network().devAddrPrefix())
                .build());
      }

      @Override
      public void getDefaultMACSettings(
          GetDefaultMACSettingsRequest request, StreamObserver<MACSettings> observer) {
        Answers.send(observer, NewMacState.defaultSettings(request));
      }

      @Override
      public void generateDevAddr(Empty request, StreamObserver<GenerateDevAddrResponse> observer) {
        ByteBuffer prefix = cluster.network().devAddrPrefix().asReadOnlyByteBuffer();
        int address = prefix.getInt();
        int free = Integer.SIZE - prefix.get();
        int host = free == Integer.SIZE ? random.nextInt() : random.nextInt() & ((1 << free) - 1);
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address | host).array();
        Answers.send(
            observer,
            GenerateDevAddrResponse.newBuilder().setDevAddr(ByteString.copyFrom(bytes)).build());
      }
    };
  }

  static BindableService join(Cluster cluster) {
    return new JsGrpc.JsImplBase() {
      @Override
      public void getJoinEUIPrefixes(Empty request, StreamObserver<JoinEUIPrefixes> observer) {
        JoinEUIPrefixes.Builder prefixes = JoinEUIPrefixes.newBuilder();
        prefixes.addPrefixesBuilder().setJoinEui(cluster.network().joinEui());
        Answers.send(observer, prefixes.build());
      }

      @Override
      public void getDefaultJoinEUI(
          Empty request, StreamObserver<GetDefaultJoinEUIResponse> observer) {
        Answers.send(
            observer,
            GetDefaultJoinEUIResponse.newBuilder().setJoinEui(cluster.network().joinEui()).build());
      }
    };
  }

  static BindableService application(Cluster cluster) {
    return new AsGrpc.AsImplBase() {
      @Override
      public void getLink(
          GetApplicationLinkRequest request, StreamObserver<ApplicationLink> observer) {
        String id = request.getApplicationIds().getApplicationId();
        StackCall.caller().require(id, Right.RIGHT_APPLICATION_SETTINGS_BASIC);
        ApplicationLink.Builder answer = ApplicationLink.newBuilder();
        ApplicationLink link = cluster.link(id).orElseThrow(Errors::notFoundInRegistry);
        MaskedCopy.of(request.getFieldMask().getPathsList()).apply(link, answer);
        Answers.send(observer, answer.build());
      }

      @Override
      public void setLink(
          SetApplicationLinkRequest request, StreamObserver<ApplicationLink> observer) {
        String id = request.getApplicationIds().getApplicationId();
        StackCall.caller().require(id, Right.RIGHT_APPLICATION_SETTINGS_BASIC);
        ApplicationLink.Builder changed =
            cluster.link(id).orElse(ApplicationLink.getDefaultInstance()).toBuilder();
        MaskedCopy.of(request.getFieldMask().getPathsList()).apply(request.getLink(), changed);
        cluster.putLink(id, changed.build());
        Answers.send(observer, changed.build());
      }
    };
  }

  static BindableService configuration() {
    return new ConfigurationGrpc.ConfigurationImplBase() {
      @Override
      public void listFrequencyPlans(
          ListFrequencyPlansRequest request, StreamObserver<ListFrequencyPlansResponse> observer) {
        Answers.send(observer, FrequencyPlanNames.list(request));
      }
    };
  }
}
