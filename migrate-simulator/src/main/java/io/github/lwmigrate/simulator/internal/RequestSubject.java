package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BatchDeleteEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BatchGetEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.CreateEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetApplicationRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListApplicationsRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.UpdateEndDeviceRequest;
import java.util.List;

/** What a request is about. */
public record RequestSubject(String applicationId, String deviceId, List<String> mask) {
  public static final RequestSubject NOTHING = new RequestSubject("", "", List.of());

  static RequestSubject of(Object request) {
    if (request instanceof GetEndDeviceRequest get) {
      return device(get.getEndDeviceIds(), get.getFieldMask().getPathsList());
    }
    if (request instanceof SetEndDeviceRequest set) {
      return device(set.getEndDevice().getIds(), set.getFieldMask().getPathsList());
    }
    if (request instanceof UpdateEndDeviceRequest update) {
      return device(update.getEndDevice().getIds(), update.getFieldMask().getPathsList());
    }
    if (request instanceof CreateEndDeviceRequest create) {
      return device(create.getEndDevice().getIds(), List.of());
    }
    if (request instanceof EndDeviceIdentifiers ids) {
      return device(ids, List.of());
    }
    if (request instanceof ListEndDevicesRequest list) {
      return application(list.getApplicationIds(), list.getFieldMask().getPathsList());
    }
    if (request instanceof BatchGetEndDevicesRequest batch) {
      return application(batch.getApplicationIds(), batch.getFieldMask().getPathsList());
    }
    if (request instanceof BatchDeleteEndDevicesRequest batch) {
      return application(batch.getApplicationIds(), List.of());
    }
    if (request instanceof GetApplicationRequest get) {
      return application(get.getApplicationIds(), get.getFieldMask().getPathsList());
    }
    if (request instanceof ListApplicationsRequest list) {
      return new RequestSubject("", "", list.getFieldMask().getPathsList());
    }
    if (request instanceof ApplicationIdentifiers ids) {
      return application(ids, List.of());
    }
    return NOTHING;
  }

  /** The part of a rate limit's key that tells apart what is asked for. */
  String entity() {
    if (!deviceId.isEmpty()) {
      return "end device:" + applicationId + "." + deviceId;
    }
    return applicationId.isEmpty() ? "" : "application:" + applicationId;
  }

  private static RequestSubject device(EndDeviceIdentifiers ids, List<String> mask) {
    return new RequestSubject(ids.getApplicationIds().getApplicationId(), ids.getDeviceId(), mask);
  }

  private static RequestSubject application(ApplicationIdentifiers ids, List<String> mask) {
    return new RequestSubject(ids.getApplicationId(), "", mask);
  }
}
