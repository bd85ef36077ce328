package io.github.lwmigrate.simulator.internal.ttnv2;

import io.github.lwmigrate.proto.ttn.v2.discovery.Announcement;
import io.github.lwmigrate.proto.ttn.v2.discovery.AnnouncementsResponse;
import io.github.lwmigrate.proto.ttn.v2.discovery.DiscoveryGrpc.DiscoveryImplBase;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetByAppIDRequest;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetRequest;
import io.github.lwmigrate.proto.ttn.v2.discovery.GetServiceRequest;
import io.github.lwmigrate.simulator.internal.Answers;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Where the handler is, for those who know an application. Asks for no credential. */
final class Discovery extends DiscoveryImplBase {
  private final HandlerStore store;
  private final Announcement handler;

  Discovery(HandlerStore store, Announcement handler) {
    this.store = store;
    this.handler = handler;
  }

  @Override
  public void getByAppID(GetByAppIDRequest request, StreamObserver<Announcement> observer) {
    if (!store.applicationIds().contains(request.getAppId())) {
      throw Failure.notFound("discovery:app_id:" + request.getAppId());
    }
    Answers.send(observer, handler);
  }

  @Override
  public void get(GetRequest request, StreamObserver<Announcement> observer) {
    Announcement known = withMetadata();
    if (!request.getServiceName().equals(known.getServiceName())
        || !request.getId().equals(known.getId())) {
      throw Failure.notFound(
          "discovery:announcement:" + request.getServiceName() + ":" + request.getId());
    }
    Answers.send(observer, known);
  }

  @Override
  public void getAll(GetServiceRequest request, StreamObserver<AnnouncementsResponse> observer) {
    Announcement known = withMetadata();
    List<Announcement> services =
        request.getServiceName().equals(known.getServiceName()) ? List.of(known) : List.of();
    Answers.send(
        observer,
        AnnouncementsResponse.newBuilder()
            .addAllServices(Page.of(HandlerCall.current()).of(services))
            .build());
  }

  private Announcement withMetadata() {
    Announcement.Builder announcement = handler.toBuilder();
    store.applicationIds().forEach(id -> announcement.addMetadataBuilder().setAppId(id));
    return announcement.build();
  }
}
