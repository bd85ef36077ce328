package io.github.lwmigrate.grpc.internal;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.github.lwmigrate.grpc.RemoteError;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.grpc.Metadata;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what The Things Stack tells about an error from the trailers of a failed call. */
public final class ErrorDetailsReader {

  private static final Metadata.Key<byte[]> STATUS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  // google.rpc.Status: repeated google.protobuf.Any details = 3.
  private static final int DETAILS = 3;

  private ErrorDetailsReader() {}

  /**
   * Reads the details.
   *
   * @param trailers metadata of the failed call
   * @return empty if there are none that can be understood
   */
  public static Optional<RemoteError> read(Metadata trailers) {
    byte[] status = trailers.get(STATUS);
    if (status == null) {
      return Optional.empty();
    }
    try {
      for (ByteString bytes :
          UnknownFieldSet.parseFrom(status).getField(DETAILS).getLengthDelimitedList()) {
        Any detail = Any.parseFrom(bytes);
        // By name: the messages here are generated under another Java package, not another name.
        if (detail.getTypeUrl().endsWith("/" + ErrorDetails.getDescriptor().getFullName())) {
          return Optional.of(error(ErrorDetails.parseFrom(detail.getValue())));
        }
      }
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static RemoteError error(ErrorDetails details) {
    return new RemoteError(
        details.getNamespace(),
        details.getName(),
        map(details.getAttributes()),
        details.getCorrelationId(),
        details.hasCause() ? Optional.of(error(details.getCause())) : Optional.empty());
  }

  private static Map<String, Object> map(Struct struct) {
    Map<String, Object> values = new HashMap<>();
    struct.getFieldsMap().forEach((name, value) -> values.put(name, plain(value)));
    return values;
  }

  private static Object plain(Value value) {
    return switch (value.getKindCase()) {
      case NUMBER_VALUE -> value.getNumberValue();
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case LIST_VALUE ->
          value.getListValue().getValuesList().stream().map(ErrorDetailsReader::plain).toList();
      case STRUCT_VALUE -> map(value.getStructValue());
      case NULL_VALUE, KIND_NOT_SET -> "";
    };
  }
}
