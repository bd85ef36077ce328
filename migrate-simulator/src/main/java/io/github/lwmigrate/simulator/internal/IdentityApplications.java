package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.Application;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Applications;
import io.github.lwmigrate.proto.ttn.lorawan.v3.CreateApplicationRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetApplicationRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListApplicationsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The application registry of the Identity Server. */
final class IdentityApplications extends ApplicationRegistryGrpc.ApplicationRegistryImplBase {
  /** What everybody with a key may see. */
  private static final Set<String> PUBLIC =
      Set.of(
          "ids",
          "created_at",
          "updated_at",
          "deleted_at",
          "administrative_contact",
          "technical_contact");

  private final Cluster cluster;

  IdentityApplications(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public void create(CreateApplicationRequest request, StreamObserver<Application> observer) {
    Caller caller = StackCall.caller();
    caller.requireAuthenticated();
    if (!caller.isAdministrator()) {
      throw Errors.noUserRights(request.getCollaborator().getUserIds().getUserId());
    }
    Application created =
        request.getApplication().toBuilder()
            .setCreatedAt(Times.micros(cluster.clock().instant()))
            .setUpdatedAt(Times.micros(cluster.clock().instant()))
            .build();
    if (!cluster.putApplication(created)) {
      throw Errors.idTaken();
    }
    Answers.send(observer, created);
  }

  @Override
  public void get(GetApplicationRequest request, StreamObserver<Application> observer) {
    String id = request.getApplicationIds().getApplicationId();
    Caller caller = StackCall.caller();
    caller.requireAuthenticated();
    if (!PUBLIC.containsAll(request.getFieldMask().getPathsList())) {
      caller.require(id, Right.RIGHT_APPLICATION_INFO);
    }
    Application application =
        cluster.application(id).orElseThrow(() -> Errors.applicationNotFound(id));
    Answers.send(observer, masked(application, request.getFieldMask().getPathsList()));
  }

  /** Only users have applications: a key of one application sees none. */
  @Override
  public void list(ListApplicationsRequest request, StreamObserver<Applications> observer) {
    Caller caller = StackCall.caller();
    List<Application> visible =
        caller.isAdministrator() ? List.copyOf(cluster.applications()) : List.of();
    if (caller.isAdministrator()) {
      StackCall.current().header("x-total-count", Integer.toString(visible.size()));
    }
    int limit = request.getLimit() == 0 ? visible.size() : request.getLimit();
    long skipped = Math.max(0, (Integer.toUnsignedLong(request.getPage()) - 1) * limit);
    Applications.Builder answer = Applications.newBuilder();
    visible.stream()
        .sorted(comparator(request.getOrder()))
        .skip(skipped)
        .limit(limit)
        .map(application -> masked(application, request.getFieldMask().getPathsList()))
        .forEach(answer::addApplications);
    Answers.send(observer, answer.build());
  }

  private static Comparator<Application> comparator(String order) {
    String field = order.startsWith("-") ? order.substring(1) : order;
    Comparator<Application> comparator =
        switch (field) {
          case "name" -> Comparator.comparing(Application::getName);
          case "created_at" ->
              (one, other) -> Times.compare(one.getCreatedAt(), other.getCreatedAt());
          default -> Comparator.comparing(application -> application.getIds().getApplicationId());
        };
    return order.startsWith("-") ? comparator.reversed() : comparator;
  }

  private static Application masked(Application application, Collection<String> mask) {
    Application.Builder answer =
        Application.newBuilder()
            .setIds(application.getIds())
            .setCreatedAt(application.getCreatedAt())
            .setUpdatedAt(application.getUpdatedAt());
    MaskedCopy.of(mask).apply(application, answer);
    return answer.build();
  }
}
