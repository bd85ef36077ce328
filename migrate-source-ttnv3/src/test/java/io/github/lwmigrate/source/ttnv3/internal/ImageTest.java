package io.github.lwmigrate.source.ttnv3.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.StackServer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageTest {

  private static final byte[] KEY = HexFormat.of().parseHex("00112233445566778899AABBCCDDEEFF");

  @ParameterizedTest
  @EnumSource
  void image_isReadAsItWasWritten(StackServer server) {
    Image present = new Image(server, true, Optional.of(device()));
    RetirementStep step =
        new RetirementStep(
            new DeviceRef("my-app", "dev-1"),
            Retirement.DELETE,
            "step",
            present.encode(),
            present.absent().encode());

    assertThat(Image.before(step).equals(present)).isTrue();
    assertThat(Image.after(step).equals(new Image(server, true, Optional.empty()))).isTrue();
  }

  @Test
  void presentButEmptyDevice_isNotAbsent() {
    Image empty =
        new Image(StackServer.NETWORK_SERVER, false, Optional.of(EndDevice.getDefaultInstance()));
    RetirementStep step =
        new RetirementStep(
            new DeviceRef("my-app", "dev-1"),
            Retirement.DELETE,
            "step",
            empty.encode(),
            empty.encode());

    assertThat(Image.before(step).device()).isPresent();
  }

  @Test
  void textForms_holdNoKey() {
    Image image = new Image(StackServer.JOIN_SERVER, true, Optional.of(device()));
    Recreation recreation = Recreation.of(StackServer.JOIN_SERVER, device(), Optional.of(device()));

    assertThat(image + " " + recreation)
        .contains("Join Server", "present", "root_keys.app_key.key")
        .doesNotContain("\\021\\\"3DUfw", "112233");
  }

  @Test
  void parts_areReadAsTheyWereWritten_andNothingElseIsTakenForThem() {
    Parts parts = new Parts();
    parts.put(StackServer.JOIN_SERVER, device());
    parts.put(StackServer.IDENTITY_SERVER, device().toBuilder().setName("name").build());

    Parts read = Parts.decode(parts.encode()).orElseThrow();

    assertThat(read.of(StackServer.JOIN_SERVER).equals(Optional.of(device()))).isTrue();
    assertThat(read.of(StackServer.IDENTITY_SERVER).orElseThrow().getName()).isEqualTo("name");
    assertThat(read.has(StackServer.NETWORK_SERVER)).isFalse();
    assertThat(Parts.decode(new byte[0])).isEmpty();
    assertThat(Parts.decode(new byte[] {1, 0, 3, 'x'})).isEmpty();
    assertThat(Parts.decode(device().toByteArray())).isEmpty();
  }

  private static EndDevice device() {
    EndDevice.Builder device = EndDevice.newBuilder();
    device.getIdsBuilder().setDeviceId("dev-1");
    device.getRootKeysBuilder().getAppKeyBuilder().setKey(ByteString.copyFrom(KEY));
    return device.build();
  }
}
