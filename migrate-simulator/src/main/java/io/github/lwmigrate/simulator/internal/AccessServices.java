package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.APIKey;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationAccessGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AuthInfoResponse;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AuthInfoResponse.APIKeyAccess;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EntityAccessGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Rights;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;

/** What the Identity Server says of a key. */
final class AccessServices {
  private static final String ADMINISTRATOR = "admin";

  private AccessServices() {}

  static BindableService ofApplications() {
    return new ApplicationAccessGrpc.ApplicationAccessImplBase() {
      @Override
      public void listRights(ApplicationIdentifiers ids, StreamObserver<Rights> observer) {
        Rights.Builder rights = Rights.newBuilder();
        rights.addAllRights(StackCall.caller().rightsOn(ids.getApplicationId()));
        Answers.send(observer, rights.build());
      }
    };
  }

  static BindableService ofEntities() {
    return new EntityAccessGrpc.EntityAccessImplBase() {
      @Override
      public void authInfo(Empty request, StreamObserver<AuthInfoResponse> observer) {
        AuthInfoResponse.Builder answer = AuthInfoResponse.newBuilder();
        StackCall.caller().key().ifPresent(key -> describe(key, answer));
        Answers.send(observer, answer.build());
      }
    };
  }

  private static void describe(AccessKeys.Entry key, AuthInfoResponse.Builder answer) {
    APIKey shown = key.shown();
    APIKeyAccess.Builder access = answer.getApiKeyBuilder().setApiKey(shown);
    if (key.applicationId().isPresent()) {
      access
          .getEntityIdsBuilder()
          .getApplicationIdsBuilder()
          .setApplicationId(key.applicationId().get());
    } else {
      access.getEntityIdsBuilder().getUserIdsBuilder().setUserId(ADMINISTRATOR);
      answer.setIsAdmin(true);
      answer.getUniversalRightsBuilder().addAllRights(shown.getRightsList());
    }
  }
}
