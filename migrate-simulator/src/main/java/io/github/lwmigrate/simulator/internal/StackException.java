package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** What a server of The Things Stack throws to refuse a call. */
public final class StackException extends RefusedCall {
  private static final long serialVersionUID = 1L;
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final int CODE = 1;
  private static final int MESSAGE = 2;
  private static final int DETAIL = 3;

  private final transient @Nullable ErrorDetails details;

  StackException(Status status, @Nullable ErrorDetails details) {
    super(status);
    this.details = details;
  }

  @Nullable ErrorDetails details() {
    return details;
  }

  /** Namespace and name, or the status code of an error without details. */
  @Override
  String name() {
    return details == null ? super.name() : details.getNamespace() + ":" + details.getName();
  }

  @Override
  Metadata trailers() {
    Metadata trailers = new Metadata();
    UnknownFieldSet.Builder rpcStatus =
        UnknownFieldSet.newBuilder()
            .addField(
                CODE,
                UnknownFieldSet.Field.newBuilder().addVarint(status().getCode().value()).build())
            .addField(MESSAGE, bytes(description()));
    if (details != null) {
      rpcStatus.addField(
          DETAIL,
          UnknownFieldSet.Field.newBuilder()
              .addLengthDelimited(Any.pack(details).toByteString())
              .build());
    }
    trailers.put(DETAILS, rpcStatus.build().toByteArray());
    return trailers;
  }

  private String description() {
    String description = status().getDescription();
    return description == null ? "" : description;
  }

  private static UnknownFieldSet.Field bytes(String text) {
    return UnknownFieldSet.Field.newBuilder()
        .addLengthDelimited(ByteString.copyFromUtf8(text))
        .build();
  }
}
