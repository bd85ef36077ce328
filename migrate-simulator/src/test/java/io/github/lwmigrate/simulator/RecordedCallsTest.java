package io.github.lwmigrate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import io.github.lwmigrate.proto.ttn.lorawan.v3.APIKey;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationAccessGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.AsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ConfigurationGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceBatchRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceTemplateConverterGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EntityAccessGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JsGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceBatchRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsEndDeviceRegistryGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NsGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The calls recorded from the real servers, made in the same order. */
class RecordedCallsTest {
  private static final String RECORDED_ADDRESS = "127.0.0.1:22884";

  /** Not compared, and why. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry("is-create-picture", "fetches or decodes an image"),
          Map.entry("is-create-picture-sizes", "fetches an image from outside"),
          Map.entry("ns-generate-dev-addr", "random"),
          Map.entry("list-limit-0", "state of another moment"),
          Map.entry("batch-get-Ns", "refused by the recording client"),
          Map.entry("batch-get-As", "refused by the recording client"),
          Map.entry("batch-get-Js", "refused by the recording client"));

  /**
   * Taken by the real server, which misses its own rule here: sent without what the rule forbids.
   */
  private static final Map<String, Set<String>> WITHOUT_FORBIDDEN =
      Map.of(
          "js-set-parent-encrypted-key", Set.of("encrypted_key", "kek_label"),
          "ns-set-mac-state-parent-deprecated-child", Set.of("adr_ack_limit"));

  private static final Map<String, MethodDescriptor<?, ?>> METHODS = new TreeMap<>();

  private @Nullable SimulatedThingsStack stack;
  private @Nullable ApiKey administrator;

  @BeforeAll
  static void findMethods() {
    for (ServiceDescriptor service :
        List.of(
            EndDeviceRegistryGrpc.getServiceDescriptor(),
            EndDeviceBatchRegistryGrpc.getServiceDescriptor(),
            ApplicationRegistryGrpc.getServiceDescriptor(),
            ApplicationAccessGrpc.getServiceDescriptor(),
            EntityAccessGrpc.getServiceDescriptor(),
            JsEndDeviceRegistryGrpc.getServiceDescriptor(),
            NsEndDeviceRegistryGrpc.getServiceDescriptor(),
            NsEndDeviceBatchRegistryGrpc.getServiceDescriptor(),
            AsEndDeviceRegistryGrpc.getServiceDescriptor(),
            NsGrpc.getServiceDescriptor(),
            JsGrpc.getServiceDescriptor(),
            ConfigurationGrpc.getServiceDescriptor(),
            EndDeviceTemplateConverterGrpc.getServiceDescriptor())) {
      for (MethodDescriptor<?, ?> method : service.getMethods()) {
        METHODS.put(method.getFullMethodName().substring("ttn.lorawan.v3.".length()), method);
      }
    }
  }

  @BeforeEach
  void start() {
    stack = SimulatedThingsStack.builder().application("rpc-app").application("dst-app").start();
    administrator = stack.administratorKey();
  }

  @AfterEach
  void stop() {
    stack().close();
  }

  @TestFactory
  Stream<DynamicTest> answers_as_the_real_servers() throws IOException {
    return replayed(Recordings.selected("recorded-calls"));
  }

  @TestFactory
  @Tag("conformance")
  Stream<DynamicTest> answers_all_recorded_calls_as_the_real_servers() throws IOException {
    return replayed(Recordings.rows("ttnv3", "rpc"));
  }

  private Stream<DynamicTest> replayed(List<JsonObject> rows) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonObject row : rows) {
      if (row.has("method") && !LEFT_OUT.containsKey(text(row, "label"))) {
        tests.add(DynamicTest.dynamicTest(text(row, "label"), () -> replay(row)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests.stream();
  }

  private void replay(JsonObject row) {
    MethodDescriptor<?, ?> method = Objects.requireNonNull(METHODS.get(text(row, "method")));
    JsonElement sent = row.get("request").deepCopy();
    boolean shortened = WITHOUT_FORBIDDEN.containsKey(text(row, "label"));
    if (shortened) {
      removeFields(sent, WITHOUT_FORBIDDEN.getOrDefault(text(row, "label"), Set.of()));
    }
    try (TestClient client = TestClient.of(stack(), authorization(row))) {
      Message answer = call(client, method, sent);
      assertThat(row.get("ok").getAsBoolean()).as("accepted").isTrue();
      if (!shortened || row.get("response").toString().indexOf("encrypted_key") < 0) {
        assertThat(comparable(answer))
            .isEqualTo(comparable(StackJson.read(row.get("response"), prototype(answer))));
      }
      assertHeaders(row.getAsJsonArray("headers"), client);
    } catch (StatusRuntimeException refusal) {
      assertThat(row.get("ok").getAsBoolean()).as("accepted, but: %s", refusal).isFalse();
      assertRefusal(row.getAsJsonObject("response"), refusal);
    }
  }

  private void assertRefusal(JsonObject expected, StatusRuntimeException refusal) {
    assertThat(refusal.getStatus().getCode().value()).isEqualTo(expected.get("code").getAsInt());
    ErrorDetails details = TestClient.details(refusal);
    if (expected.get("details").isJsonNull()) {
      assertThat(details).isNull();
      assertThat(refusal.getStatus().getDescription()).isEqualTo(text(expected, "message"));
      return;
    }
    assertDetails(expected.getAsJsonArray("details").get(0).getAsJsonObject(), details);
  }

  private void assertDetails(JsonObject expected, @Nullable ErrorDetails details) {
    Objects.requireNonNull(details);
    assertThat(details.getNamespace()).isEqualTo(text(expected, "namespace"));
    assertThat(details.getName()).isEqualTo(text(expected, "name"));
    assertThat(details.getMessageFormat()).isEqualTo(text(expected, "messageFormat"));
    assertThat(details.getCode()).isEqualTo(expected.get("code").getAsInt());
    assertThat(details.getCorrelationId()).matches("[0-9a-f]{32}");
    assertThat(attributes(details.getAttributes()))
        .isEqualTo(
            attributes(
                expected.has("attributes")
                    ? StackJson.struct(expected.getAsJsonObject("attributes"))
                    : Struct.getDefaultInstance()));
    assertThat(details.hasCause()).as("has a cause").isEqualTo(expected.has("cause"));
    if (expected.has("cause")) {
      assertDetails(expected.getAsJsonObject("cause"), details.getCause());
    }
  }

  /** Reasons of broken message rules are in words of our own. */
  private Struct attributes(Struct attributes) {
    Struct.Builder compared = attributes.toBuilder();
    if (attributes.containsFields("reason") && attributes.containsFields("field")) {
      compared.removeFields("reason");
    }
    if (attributes.containsFields("expected")) {
      compared.putFields(
          "expected",
          com.google.protobuf.Value.newBuilder()
              .setStringValue(
                  attributes
                      .getFieldsOrThrow("expected")
                      .getStringValue()
                      .replace(stack().address(), RECORDED_ADDRESS))
              .build());
    }
    return compared.build();
  }

  private static void assertHeaders(JsonArray headers, TestClient client) {
    for (JsonElement header : headers) {
      String[] parts = header.getAsString().split(" ", 3);
      assertThat(client.header(parts[1].replace(":", ""))).isEqualTo(parts[2]);
    }
    if (headers.isEmpty()) {
      assertThat(client.header("x-total-count")).isNull();
    }
  }

  private @Nullable String authorization(JsonObject row) {
    String key = text(row, "key");
    return switch (key) {
      case "admin" -> "Bearer " + Objects.requireNonNull(administrator).token();
      case "none" -> null;
      case "application key of rpc-app" -> "bearer " + applicationKey(row).token();
      case "application key of rpc-app with another secret" ->
          "Bearer " + applicationKey(row).token().replaceAll("\\.[^.]*$", ".ANOTHER");
      default -> "Bearer " + key;
    };
  }

  private ApiKey applicationKey(JsonObject row) {
    if (!row.has("key_rights")) {
      return stack()
          .apiKey("rpc-app", Right.RIGHT_APPLICATION_INFO, Right.RIGHT_APPLICATION_DEVICES_READ);
    }
    List<Right> rights = new ArrayList<>();
    row.getAsJsonArray("key_rights")
        .forEach(right -> rights.add(Right.valueOf(right.getAsString())));
    return stack().apiKey("rpc-app", rights.toArray(Right[]::new));
  }

  private static <Q, A> Message call(
      TestClient client, MethodDescriptor<Q, A> method, JsonElement json) {
    PrototypeMarshaller<Q> marshaller = (PrototypeMarshaller<Q>) method.getRequestMarshaller();
    @SuppressWarnings("unchecked")
    Q request =
        (Q)
            StackJson.read(
                json, (Message) Objects.requireNonNull(marshaller.getMessagePrototype()));
    if (method.getType() == MethodDescriptor.MethodType.SERVER_STREAMING) {
      Iterator<A> answers =
          ClientCalls.blockingServerStreamingCall(
              client.channel(), method, CallOptions.DEFAULT, request);
      return (Message) answers.next();
    }
    return (Message)
        ClientCalls.blockingUnaryCall(client.channel(), method, CallOptions.DEFAULT, request);
  }

  private static Message prototype(Message message) {
    return message.getDefaultInstanceForType();
  }

  /** Times and the ids of keys differ from run to run: only that they are there is compared. */
  private Message comparable(Message message) {
    Message.Builder compared = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (value instanceof Timestamp) {
                compared.setField(field, Timestamp.newBuilder().setSeconds(1).build());
              } else if (value instanceof FieldMask mask) {
                compared.setField(field, sorted(mask));
              } else if (value instanceof APIKey key) {
                compared.setField(field, comparable(key.toBuilder().clearId().clearName().build()));
              } else if (value instanceof Message nested) {
                compared.setField(field, comparable(nested));
              } else if (value instanceof String text) {
                compared.setField(field, text.replace(stack().address(), RECORDED_ADDRESS));
              } else if (value instanceof List<?> list && !field.isMapField()) {
                compared.setField(field, list.stream().map(this::item).toList());
              }
            });
    return compared.build();
  }

  private Object item(Object item) {
    return item instanceof Message message ? comparable(message) : item;
  }

  private static FieldMask sorted(FieldMask mask) {
    return FieldMask.newBuilder()
        .addAllPaths(mask.getPathsList().stream().sorted().toList())
        .build();
  }

  private static void removeFields(JsonElement json, Set<String> names) {
    if (json.isJsonObject()) {
      names.forEach(json.getAsJsonObject()::remove);
      json.getAsJsonObject().entrySet().forEach(entry -> removeFields(entry.getValue(), names));
    }
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private SimulatedThingsStack stack() {
    return Objects.requireNonNull(stack);
  }
}
