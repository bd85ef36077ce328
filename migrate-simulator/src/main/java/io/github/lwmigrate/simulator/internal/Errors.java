package io.github.lwmigrate.simulator.internal;

import static io.github.lwmigrate.simulator.internal.ErrorBuilder.error;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The errors of The Things Stack that the simulated servers answer with. */
final class Errors {
  private static final String IDENTITY_SERVER = "pkg/identityserver";
  private static final String IDENTITY_STORE = "pkg/identityserver/store";
  private static final String NETWORK_SERVER = "pkg/networkserver";
  private static final String APPLICATION_SERVER = "pkg/applicationserver";
  private static final String JOIN_SERVER = "pkg/joinserver";
  private static final String RIGHTS = "pkg/auth/rights";
  private static final String VALIDATOR = "pkg/rpcmiddleware/validator";
  private static final String STORE = "pkg/util/store";
  private static final String INVALID_FIELD = "invalid value of field `{field}`";

  private Errors() {}

  static StackException forbiddenPaths(List<String> paths) {
    return error(
            Code.INVALID_ARGUMENT, VALIDATOR, "field_mask_paths", "forbidden path(s) in field mask")
        .with("forbidden_paths", paths)
        .build();
  }

  static StackException nonZeroPath(String path) {
    return error(Code.INVALID_ARGUMENT, VALIDATOR, "non_zero_path", "path `{path}` is not zero")
        .with("path", path)
        .build();
  }

  static ErrorBuilder validation(String field, String messageType, String reason) {
    return error(Code.INVALID_ARGUMENT, "pkg/errors", "validation", "invalid `{field}`: {reason}")
        .with("field", field)
        .with("name", messageType + "ValidationError")
        .with("reason", reason);
  }

  static StackException rateLimitExceeded(String key, int rate) {
    return error(
            Code.RESOURCE_EXHAUSTED,
            "pkg/ratelimit",
            "rate_limit_exceeded",
            "rate limit of `{rate}` accesses per minute exceeded for resource `{key}`")
        .with("key", key)
        .with("rate", rate)
        .build();
  }

  static StackException malformedToken() {
    return error(Code.INVALID_ARGUMENT, "pkg/auth", "token", "invalid token").build();
  }

  static StackException unsupportedAuthorization() {
    return error(
            Code.UNAUTHENTICATED,
            IDENTITY_SERVER,
            "unsupported_authorization",
            "unsupported authorization method")
        .build();
  }

  static StackException unauthenticated() {
    return error(Code.UNAUTHENTICATED, IDENTITY_SERVER, "unauthenticated", "unauthenticated")
        .build();
  }

  static StackException tokenNotFound() {
    return error(Code.UNAUTHENTICATED, IDENTITY_SERVER, "token_not_found", "token not found")
        .build();
  }

  static StackException apiKeyNotFound(String id) {
    ErrorDetails cause =
        error(
                Code.NOT_FOUND,
                IDENTITY_STORE,
                "api_key_not_found",
                "api key with id `{api_key_id}` not found")
            .with("api_key_id", id)
            .details();
    return error(Code.UNAUTHENTICATED, IDENTITY_SERVER, "api_key_not_found", "API key not found")
        .because(cause)
        .build();
  }

  static StackException apiKeyExpired() {
    return error(Code.UNAUTHENTICATED, IDENTITY_SERVER, "api_key_expired", "api key expired")
        .build();
  }

  static StackException invalidAuthorization() {
    return error(
            Code.UNAUTHENTICATED, IDENTITY_SERVER, "invalid_authorization", "invalid authorization")
        .build();
  }

  static StackException noApplicationRights(String applicationId) {
    return error(
            Code.PERMISSION_DENIED,
            RIGHTS,
            "no_application_rights",
            "no rights for application `{uid}`")
        .with("uid", applicationId)
        .build();
  }

  static StackException insufficientApplicationRights(String applicationId, List<Right> missing) {
    return error(
            Code.PERMISSION_DENIED,
            RIGHTS,
            "insufficient_application_rights",
            "insufficient rights for application `{uid}`")
        .with("missing", missing.stream().map(Right::name).toList())
        .with("uid", applicationId)
        .build();
  }

  static StackException noUserRights(String userId) {
    return error(Code.PERMISSION_DENIED, RIGHTS, "no_user_rights", "no rights for user `{uid}`")
        .with("uid", userId)
        .build();
  }

  static StackException applicationNotFound(String applicationId) {
    return error(
            Code.NOT_FOUND,
            IDENTITY_STORE,
            "application_not_found",
            "application with id `{application_id}` not found")
        .with("application_id", applicationId)
        .build();
  }

  static StackException endDeviceNotFound(DeviceKey key) {
    return error(
            Code.NOT_FOUND,
            IDENTITY_STORE,
            "end_device_not_found",
            "end device with id `{device_id}` not found in application with id `{application_id}`")
        .with("application_id", key.applicationId())
        .with("device_id", key.deviceId())
        .build();
  }

  static StackException notFoundInRegistry() {
    return error(Code.NOT_FOUND, "pkg/redis", "not_found", "entity not found").build();
  }

  static StackException networkServerDeviceNotFound() {
    return error(Code.NOT_FOUND, NETWORK_SERVER, "device_not_found", "device not found").build();
  }

  static StackException joinServerDeviceNotFound() {
    return error(Code.NOT_FOUND, JOIN_SERVER, "device_not_found", "device not found").build();
  }

  static StackException applicationServerDeviceNotFound(DeviceKey key) {
    return error(
            Code.NOT_FOUND,
            APPLICATION_SERVER,
            "device_not_found",
            "device `{device_uid}` not found")
        .with("device_uid", key.applicationId() + "." + key.deviceId())
        .build();
  }

  static StackException idTaken() {
    ErrorDetails cause =
        error(Code.ALREADY_EXISTS, STORE, "already_exists", "already exists").details();
    return error(
            Code.ALREADY_EXISTS,
            STORE,
            "id_taken",
            "ID already taken, choose a different one and try again")
        .because(cause)
        .build();
  }

  static StackException identityServerEuisTaken(
      ByteString joinEui, ByteString devEui, DeviceKey holder) {
    return euisTaken(IDENTITY_SERVER, joinEui, devEui, holder);
  }

  static StackException registryEuisTaken(ByteString joinEui, ByteString devEui, DeviceKey holder) {
    return euisTaken("pkg/internal/registry", joinEui, devEui, holder);
  }

  private static StackException euisTaken(
      String namespace, ByteString joinEui, ByteString devEui, DeviceKey holder) {
    return error(
            Code.ALREADY_EXISTS,
            namespace,
            "end_device_euis_taken",
            "an end device with JoinEUI `{join_eui}` and DevEUI `{dev_eui}` is already registered"
                + " as `{device_id}` in application `{application_id}`")
        .with("application_id", holder.applicationId())
        .with("dev_eui", hex(devEui))
        .with("device_id", holder.deviceId())
        .with("join_eui", hex(joinEui))
        .build();
  }

  static StackException addressMismatch(String server, String address, String expected) {
    return error(
            Code.INVALID_ARGUMENT,
            IDENTITY_SERVER,
            server + "_server_address_mismatch",
            server + " server address `{address}` does not match `{expected}`")
        .with("address", address)
        .with("expected", expected)
        .build();
  }

  static StackException claimAuthenticationCode() {
    return error(
            Code.INVALID_ARGUMENT,
            IDENTITY_SERVER,
            "claim_authentication_code",
            "invalid claim authentication code")
        .build();
  }

  static StackException pictureUploadsDisabled() {
    return error(
            Code.INVALID_ARGUMENT,
            IDENTITY_SERVER,
            "end_device_picture_uploads_disabled",
            "end device picture uploads are disabled")
        .build();
  }

  static StackException forbiddenId(String id) {
    return error(
            Code.INVALID_ARGUMENT,
            "pkg/identityserver/blocklist",
            "forbidden_id",
            "the ID `{id}` can not be registered")
        .with("id", id)
        .build();
  }

  static StackException database() {
    return error(Code.UNKNOWN, STORE, "driver", "driver error").build();
  }

  static StackException noJoinEui() {
    return error(Code.INVALID_ARGUMENT, JOIN_SERVER, "no_join_eui", "no JoinEUI specified").build();
  }

  static StackException noDevEui() {
    return error(Code.INVALID_ARGUMENT, JOIN_SERVER, "no_dev_eui", "no DevEUI specified").build();
  }

  static StackException joinServerFieldValue(String field) {
    return fieldValue(JOIN_SERVER, field, null);
  }

  static StackException joinServerReadOnlyField(String field) {
    return readOnlyField("pkg/joinserver/redis", field);
  }

  static StackException provisionerNotFound(String id) {
    return error(
            Code.NOT_FOUND,
            "pkg/joinserver/redis",
            "provisioner_not_found",
            "provisioner `{id}` not found")
        .with("id", id)
        .build();
  }

  static StackException applicationServerFieldValue(String field, @Nullable ErrorDetails cause) {
    return fieldValue(APPLICATION_SERVER, field, cause);
  }

  static ErrorDetails formatterScriptTooLarge(int size, int maxSize) {
    return error(
            Code.INVALID_ARGUMENT,
            APPLICATION_SERVER,
            "formatter_script_too_large",
            "formatter script size exceeds maximum allowed size")
        .with("max_size", maxSize)
        .with("size", size)
        .details();
  }

  static StackException networkServerFieldValue(String field) {
    return fieldValue(NETWORK_SERVER, field, null);
  }

  static StackException networkServerFieldValue(String field, @Nullable ErrorDetails cause) {
    return fieldValue(NETWORK_SERVER, field, cause);
  }

  static ErrorDetails fieldIsZero(String name) {
    return error(Code.INVALID_ARGUMENT, NETWORK_SERVER, "field_is_zero", "field `{name}` is zero")
        .with("name", name)
        .details();
  }

  static ErrorDetails fieldNotZero(String name) {
    return error(
            Code.INVALID_ARGUMENT, NETWORK_SERVER, "field_not_zero", "field `{name}` is not zero")
        .with("name", name)
        .details();
  }

  static StackException networkServerReadOnlyField(String field) {
    return readOnlyField("pkg/networkserver/redis", field);
  }

  /** A plan, band or MAC state that cannot be had; what breaks the real server answers alike. */
  static StackException regionalParameters(RegionalParametersException failure) {
    String name = failure.reason().serverError().orElse("");
    String format =
        switch (failure.reason()) {
          case PLAN_NOT_FOUND -> "frequency plan `{id}` not found";
          case BAND_NOT_FOUND -> "band `{id}` not found";
          case NO_BAND_VERSION -> "specified version `{ver}` of band `{id}` does not exist";
          case CLASS_A_MULTICAST -> "multicast device in class A mode";
          default -> "";
        };
    if (format.isEmpty()) {
      return recovered();
    }
    int colon = name.indexOf(':');
    ErrorBuilder error =
        error(
            Status.fromCodeValue(failure.statusCode()).getCode(),
            name.substring(0, colon),
            name.substring(colon + 1),
            format);
    failure.attributes().forEach(error::with);
    return error.build();
  }

  static ErrorDetails bandMismatch(String deviceBandId, String planBandId) {
    return error(
            Code.INVALID_ARGUMENT,
            NETWORK_SERVER,
            "device_and_frequency_plan_band_mismatch",
            "device band ID `{dev_band_id}` and frequency plan band ID `{fp_band_id}` do not match")
        .with("dev_band_id", deviceBandId)
        .with("fp_band_id", planBandId)
        .details();
  }

  static StackException invalidDevice() {
    return error(
            Code.INVALID_ARGUMENT, "pkg/networkserver/redis", "invalid_device", "device is invalid")
        .build();
  }

  /** A field mask that the storage cannot apply to the message. */
  static StackException registryStore() {
    return error(Code.UNKNOWN, "pkg/redis", "store", "store error").build();
  }

  static StackException keyNotFound(String label) {
    return error(
            Code.NOT_FOUND,
            "pkg/crypto/cryptoutil",
            "key_not_found",
            "key with label `{label}` not found")
        .with("label", label)
        .build();
  }

  static StackException converterNotFound(String id) {
    return error(
            Code.NOT_FOUND,
            "pkg/devicetemplateconverter",
            "converter",
            "converter `{id}` not found")
        .with("id", id)
        .build();
  }

  /** The real converter hands through whatever its JSON reader says. */
  static StackException unreadableTemplate(String reason) {
    return new StackException(Status.INVALID_ARGUMENT.withDescription(reason), null);
  }

  static StackException recovered() {
    return error(Code.INTERNAL, "pkg/rpcserver", "rpc_recovered", "Internal Server Error").build();
  }

  /** An error that the real servers let out without a name. */
  static StackException plain(String text) {
    return new StackException(Status.UNKNOWN.withDescription(text), null);
  }

  private static StackException fieldValue(
      String namespace, String field, @Nullable ErrorDetails cause) {
    return error(Code.INVALID_ARGUMENT, namespace, "field_value", INVALID_FIELD)
        .with("field", field)
        .because(cause)
        .build();
  }

  private static StackException readOnlyField(String namespace, String field) {
    return error(Code.INVALID_ARGUMENT, namespace, "read_only_field", "read-only field `{field}`")
        .with("field", field)
        .build();
  }

  static String hex(ByteString bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(String.format(Locale.ROOT, "%02X", b));
    }
    return text.toString();
  }
}
