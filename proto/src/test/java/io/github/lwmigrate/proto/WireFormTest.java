package io.github.lwmigrate.proto;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ApplicationServer;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ClusterServices;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ErrorDetails;
import io.github.lwmigrate.proto.ttn.lorawan.v3.IdentityServer;
import io.github.lwmigrate.proto.ttn.lorawan.v3.JoinServer;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.NetworkServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the compiled descriptors against the tables of the wire format. */
class WireFormTest {

  private static final String PACKAGE = "ttn.lorawan.v3.";

  private final Set<FileDescriptor> files = files();

  @Test
  void messages_haveTheFieldsOfTheWireInDeclarationOrder() {
    Map<String, List<String>> compiled = new TreeMap<>();
    for (FileDescriptor file : files) {
      file.getMessageTypes().forEach(message -> fields(message, compiled));
    }
    Map<String, List<String>> wire =
        table("messages.tsv").stream()
            .collect(groupingBy(line -> line.split("\t", -1)[0], TreeMap::new, toList()));
    // The oneof of this message is not contiguous on the wire, which a .proto file cannot say.
    assertThat(compiled.remove("AuthInfoResponse"))
        .containsExactlyInAnyOrderElementsOf(wire.remove("AuthInfoResponse"));
    assertThat(compiled).isEqualTo(wire);
  }

  @Test
  void enums_haveTheValuesOfTheWire() {
    List<String> compiled = new ArrayList<>();
    for (FileDescriptor file : files) {
      for (EnumDescriptor type : file.getEnumTypes()) {
        for (EnumValueDescriptor value : type.getValues()) {
          compiled.add(type.getName() + "\t" + value.getName() + "\t" + value.getNumber());
        }
      }
    }
    assertThat(compiled).containsExactlyInAnyOrderElementsOf(table("enums.tsv"));
  }

  @Test
  void services_haveTheMethodsOfTheWire() {
    assertThat(methods(files)).containsExactlyInAnyOrderElementsOf(table("methods.tsv"));
  }

  static List<String> methods(Iterable<FileDescriptor> files) {
    List<String> compiled = new ArrayList<>();
    for (FileDescriptor file : files) {
      for (ServiceDescriptor service : file.getServices()) {
        for (MethodDescriptor method : service.getMethods()) {
          compiled.add(
              "/%s/%s\t%s\t%s\t%s"
                  .formatted(
                      service.getFullName(),
                      method.getName(),
                      name(method.getInputType().getFullName()),
                      name(method.getOutputType().getFullName()),
                      method.isServerStreaming() ? "server" : "unary"));
        }
      }
    }
    return compiled;
  }

  private static Set<FileDescriptor> files() {
    Set<FileDescriptor> files = new LinkedHashSet<>();
    for (FileDescriptor root :
        List.of(
            EndDevice.getDescriptor().getFile(),
            ErrorDetails.getDescriptor().getFile(),
            IdentityServer.getDescriptor(),
            JoinServer.getDescriptor(),
            ApplicationServer.getDescriptor(),
            NetworkServer.getDescriptor(),
            ClusterServices.getDescriptor())) {
      collect(root, files);
    }
    return files;
  }

  private static void collect(FileDescriptor file, Set<FileDescriptor> files) {
    if (file.getPackage().equals("ttn.lorawan.v3") && files.add(file)) {
      file.getDependencies().forEach(dependency -> collect(dependency, files));
    }
  }

  private static void fields(Descriptor message, Map<String, List<String>> byMessage) {
    if (message.getOptions().getMapEntry()) {
      return;
    }
    String owner = name(message.getFullName());
    List<String> lines = new ArrayList<>();
    if (message.getFields().isEmpty()) {
      lines.add(owner);
    }
    for (FieldDescriptor field : message.getFields()) {
      lines.add(
          String.join(
              "\t",
              owner,
              fieldName(field),
              Integer.toString(field.getNumber()),
              type(field),
              field.isMapField() ? "map" : field.isRepeated() ? "repeated" : "singular",
              field.getContainingOneof() == null ? "" : field.getContainingOneof().getName()));
    }
    byMessage.put(owner, lines);
    message.getNestedTypes().forEach(nested -> fields(nested, byMessage));
  }

  private static String fieldName(FieldDescriptor field) {
    boolean renamed =
        field.getContainingType().equals(MACParameters.getDescriptor()) && field.getNumber() == 17;
    return renamed ? "ping_slot_data_rate_index" : field.getName();
  }

  private static String type(FieldDescriptor field) {
    if (field.isMapField()) {
      return "map<%s,%s>"
          .formatted(
              type(field.getMessageType().findFieldByNumber(1)),
              type(field.getMessageType().findFieldByNumber(2)));
    }
    return switch (field.getJavaType()) {
      case MESSAGE -> name(field.getMessageType().getFullName());
      case ENUM -> name(field.getEnumType().getFullName());
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String name(String fullName) {
    return fullName.startsWith(PACKAGE) ? fullName.substring(PACKAGE.length()) : fullName;
  }

  static List<String> table(String name) {
    try (InputStream in = WireFormTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
