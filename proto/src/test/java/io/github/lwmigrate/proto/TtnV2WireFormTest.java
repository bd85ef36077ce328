package io.github.lwmigrate.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.github.lwmigrate.proto.ttn.v2.discovery.DiscoveryProto;
import io.github.lwmigrate.proto.ttn.v2.handler.Device;
import io.github.lwmigrate.proto.ttn.v2.handler.HandlerProto;
import io.github.lwmigrate.proto.ttn.v2.lorawan.LorawanProto;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the messages of The Things Network Stack V2 against its wire format. */
class TtnV2WireFormTest {

  /** A device as a handler stored it: a description that is not UTF-8, used when it was created. */
  private static final byte[] RECORDED =
      HexFormat.of()
          .parseHex(
              "0a076c61622d617070120a7365742d7461726765741a790a0870b3d57ed000000112080004a30b000000c8"
                  + "1a076c61622d617070220a7365742d7461726765742a04260100c83210b00000000000000000000000"
                  + "000000c83a10c00000000000000000000000000000c84210a00000000000000000000000000000c848"
                  + "32503c580160016a0a776f726c642c6f746161550000c03f5d0000204060036a080a0374776f120132"
                  + "6a080a036f6e651201316a0c0a04617474721204efbfbd28a20105626164fffe");

  private static final List<FileDescriptor> FILES =
      List.of(
          DiscoveryProto.getDescriptor(),
          HandlerProto.getDescriptor(),
          LorawanProto.getDescriptor());

  @Test
  void messages_haveTheFieldsOfTheWire() {
    List<String> compiled = new ArrayList<>();
    for (FileDescriptor file : FILES) {
      file.getMessageTypes().forEach(message -> fields(message, compiled));
    }
    assertThat(compiled)
        .containsExactlyInAnyOrderElementsOf(WireFormTest.table("ttnv2-messages.tsv"));
  }

  @Test
  void services_haveTheMethodsOfTheWire() {
    assertThat(WireFormTest.methods(FILES))
        .containsExactlyInAnyOrderElementsOf(WireFormTest.table("ttnv2-methods.tsv"));
  }

  @Test
  void aRecordedDevice_keepsEveryByte() throws InvalidProtocolBufferException {
    Device device = Device.parseFrom(RECORDED);

    assertThat(device.getDescription().isValidUtf8()).isFalse();
    assertThat(device.getLorawanDevice().getUnknownFields().asMap()).isEmpty();
    assertThat(device.getUnknownFields().asMap()).isEmpty();
    assertThat(device.getAttributesList())
        .extracting(attribute -> attribute.getKey().toStringUtf8())
        .containsExactly("two", "one", "attr");
    assertThat(device.toByteArray()).isEqualTo(RECORDED);
  }

  @Test
  void everyTextThatServersDoNotCheck_mayBeAnything() throws InvalidProtocolBufferException {
    ByteString noText = ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xfe});
    Device.Builder device = Device.newBuilder().setDescription(noText);
    device.addAttributesBuilder().setKey(noText).setValue(noText);
    device.getLorawanDeviceBuilder().setActivationConstraints(noText);

    assertThat(Device.parseFrom(device.build().toByteArray())).isEqualTo(device.build());
  }

  @Test
  void anEmptyKey_differsFromAnAbsentOne() throws InvalidProtocolBufferException {
    Device.Builder device = Device.newBuilder();
    device.getLorawanDeviceBuilder().setAppKey(ByteString.EMPTY);

    Device read = Device.parseFrom(device.build().toByteArray());

    assertThat(read.getLorawanDevice().hasAppKey()).isTrue();
    assertThat(read.getLorawanDevice().hasNwkSKey()).isFalse();
  }

  private static void fields(Descriptor message, List<String> lines) {
    for (FieldDescriptor field : message.getFields()) {
      lines.add(
          String.join(
              "\t",
              message.getFullName(),
              field.getName(),
              Integer.toString(field.getNumber()),
              wireType(field),
              field.isRepeated() ? "repeated" : "singular"));
    }
    message.getNestedTypes().forEach(nested -> fields(nested, lines));
  }

  private static String wireType(FieldDescriptor field) {
    return switch (field.getLiteType().getWireType()) {
      case WireFormat.WIRETYPE_VARINT -> "varint";
      case WireFormat.WIRETYPE_FIXED32 -> "fixed32";
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> "length";
      default -> throw new AssertionError(field.getFullName());
    };
  }
}
