package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceIdentifiers;
import io.github.lwmigrate.proto.ttn.lorawan.v3.GetEndDeviceRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.proto.ttn.lorawan.v3.SetEndDeviceRequest;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** The end device registry of the Network Server. */
final class NetworkServerDevices extends NsEndDeviceRegistryGrpc.NsEndDeviceRegistryImplBase {
  private static final String[] QUEUES = {
    "pending_session.queued_application_downlinks",
    "queued_application_downlinks",
    "session.queued_application_downlinks"
  };
  private static final String[] KEYS = {
    "mac_state.queued_join_accept.keys.f_nwk_s_int_key.key",
    "mac_state.queued_join_accept.keys.nwk_s_enc_key.key",
    "mac_state.queued_join_accept.keys.s_nwk_s_int_key.key",
    "pending_mac_state.queued_join_accept.keys.f_nwk_s_int_key.key",
    "pending_mac_state.queued_join_accept.keys.nwk_s_enc_key.key",
    "pending_mac_state.queued_join_accept.keys.s_nwk_s_int_key.key",
    "pending_session.keys.f_nwk_s_int_key.key",
    "pending_session.keys.nwk_s_enc_key.key",
    "pending_session.keys.s_nwk_s_int_key.key",
    "session.keys.f_nwk_s_int_key.key",
    "session.keys.nwk_s_enc_key.key",
    "session.keys.s_nwk_s_int_key.key"
  };
  private static final String[] WRITTEN_KEYS = {
    "pending_mac_state.queued_join_accept.keys.app_s_key.encrypted_key",
    "pending_mac_state.queued_join_accept.keys.app_s_key.kek_label",
    "pending_mac_state.queued_join_accept.keys.app_s_key.key",
    "pending_mac_state.queued_join_accept.keys.f_nwk_s_int_key.key",
    "pending_mac_state.queued_join_accept.keys.nwk_s_enc_key.key",
    "pending_mac_state.queued_join_accept.keys.s_nwk_s_int_key.key",
    "pending_mac_state.queued_join_accept.keys.session_key_id",
    "pending_session.keys.f_nwk_s_int_key.key",
    "pending_session.keys.nwk_s_enc_key.key",
    "pending_session.keys.s_nwk_s_int_key.key",
    "pending_session.keys.session_key_id",
    "session.keys.f_nwk_s_int_key.key",
    "session.keys.nwk_s_enc_key.key",
    "session.keys.s_nwk_s_int_key.key",
    "session.keys.session_key_id"
  };

  private final Registry registry;
  private final NetworkServerWriter writer;

  NetworkServerDevices(Cluster cluster) {
    this.registry = cluster.registry(StackServer.NETWORK_SERVER);
    this.writer = new NetworkServerWriter(registry, cluster.clock());
  }

  @Override
  public void get(GetEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    DeviceKey key = DeviceKey.of(request.getEndDeviceIds());
    Mask mask = Mask.of(request.getFieldMask().getPathsList());
    StackCall.caller().require(key.applicationId(), readRights(mask));
    EndDevice device = registry.get(key).orElseThrow(Errors::notFoundInRegistry);
    if (mask.touches(KEYS) && StackCall.current().keysUnavailable() && hasKeys(device)) {
      throw Errors.keyNotFound("ns-kek");
    }
    Answers.send(observer, Answers.masked(device, mask.paths()));
  }

  @Override
  public void set(SetEndDeviceRequest request, StreamObserver<EndDevice> observer) {
    EndDevice wanted = request.getEndDevice();
    Mask mask = Mask.of(request.getFieldMask().getPathsList());
    List<Right> required = new ArrayList<>(List.of(Right.RIGHT_APPLICATION_DEVICES_WRITE));
    if (mask.touches(WRITTEN_KEYS)) {
      required.add(Right.RIGHT_APPLICATION_DEVICES_WRITE_KEYS);
    }
    StackCall.caller().require(wanted.getIds().getApplicationIds().getApplicationId(), required);
    Answers.send(observer, Answers.masked(writer.set(wanted, mask), mask.paths()));
  }

  @Override
  public void delete(EndDeviceIdentifiers ids, StreamObserver<Empty> observer) {
    DeviceKey key = DeviceKey.of(ids);
    StackCall.caller().require(key.applicationId(), Right.RIGHT_APPLICATION_DEVICES_WRITE);
    if (!registry.remove(key)) {
      throw Errors.networkServerDeviceNotFound();
    }
    Answers.done(observer);
  }

  private static List<Right> readRights(Mask mask) {
    List<Right> required = new ArrayList<>();
    if (mask.isEmpty()) {
      return required;
    }
    required.add(Right.RIGHT_APPLICATION_DEVICES_READ);
    if (mask.touches(QUEUES)) {
      required.add(Right.RIGHT_APPLICATION_TRAFFIC_READ);
    }
    if (mask.touches(KEYS)) {
      required.add(Right.RIGHT_APPLICATION_DEVICES_READ_KEYS);
    }
    return required;
  }

  private static boolean hasKeys(EndDevice device) {
    return device.getSession().hasKeys() || device.getPendingSession().hasKeys();
  }
}
