package io.github.lwmigrate.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTypesTest {

  interface Type<T> {
    T of(String text);

    T of(byte[] bytes);

    byte[] bytes(T value);

    boolean isZero(T value);
  }

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of("DevEui", 8, type(DevEui::of, DevEui::of, DevEui::toBytes, DevEui::isZero)),
        Arguments.of(
            "JoinEui", 8, type(JoinEui::of, JoinEui::of, JoinEui::toBytes, JoinEui::isZero)),
        Arguments.of(
            "DevAddr", 4, type(DevAddr::of, DevAddr::of, DevAddr::toBytes, DevAddr::isZero)),
        Arguments.of("NetId", 3, type(NetId::of, NetId::of, NetId::toBytes, NetId::isZero)),
        Arguments.of("AesKey", 16, type(AesKey::of, AesKey::of, AesKey::toBytes, AesKey::isZero)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  <T> void bytesAndText_comeBack_andEqualValuesAreEqual(String name, int length, Type<T> type) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      T value = type.of(bytes);
      assertThat(type.bytes(value)).isEqualTo(bytes);
      String hex = java.util.HexFormat.of().formatHex(bytes);
      assertThat(type.of(hex)).isEqualTo(value).hasSameHashCodeAs(value);
      assertThat(type.of(hex.toUpperCase(Locale.ROOT))).isEqualTo(value);
      assertThat(type.isZero(value)).isFalse();
      if (!name.equals("AesKey")) {
        assertThat(value).hasToString(hex.toUpperCase(Locale.ROOT));
      }
      bytes[0] ^= 1;
      assertThat(type.of(bytes)).isNotEqualTo(value);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  <T> void zero_isAbsent(String name, int length, Type<T> type) {
    assertThat(type.isZero(type.of(new byte[length]))).isTrue();
    assertThat(type.isZero(type.of("0".repeat(2 * length)))).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  <T> void wrongInput_isRefusedWithWhatIsExpected_andNotRepeated(
      String name, int length, Type<T> type) {
    String good = "5a".repeat(length);
    for (String wrong :
        new String[] {"", good + "0", good.substring(1), "g" + good.substring(1), "0x" + good}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> type.of(wrong))
          .withMessageContaining(2 * length + " hexadecimal digits")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("5a5a"));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> type.of(new byte[length + 1]))
        .withMessageContaining(length + " bytes");
  }

  @Test
  void arrays_areCopied() {
    byte[] bytes = new byte[16];
    bytes[0] = 1;
    AesKey key = AesKey.of(bytes);
    bytes[0] = 2;
    key.toBytes()[0] = 3;
    assertThat(key.toBytes()[0]).isEqualTo((byte) 1);
  }

  @Test
  void order_isThatOfUnsignedNumbers() {
    assertThat(DevEui.of("8000000000000000")).isGreaterThan(DevEui.of("7FFFFFFFFFFFFFFF"));
  }

  @Test
  void device_zeroAndMisshapenValues_areAbsent() {
    var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
    message.getIdsBuilder().setDevEui(ByteString.copyFrom(new byte[8]));
    message.getIdsBuilder().setJoinEui(ByteString.copyFrom(new byte[] {1, 2}));
    message.getRootKeysBuilder().getAppKeyBuilder().setKey(ByteString.copyFrom(new byte[16]));
    message.getSessionBuilder().setLastFCntUp(-1).setDevAddr(ByteString.copyFrom(new byte[4]));
    EndDevice device = EndDevice.of(message.build());
    assertThat(device.devEui()).isEmpty();
    assertThat(device.joinEui()).isEmpty();
    assertThat(device.devAddr()).isEmpty();
    assertThat(device.rootKeys().orElseThrow().appKey()).isEmpty();
    assertThat(device.session().orElseThrow().lastFCntUp()).isEqualTo(4294967295L);
    assertThat(device.activation()).isEqualTo(Activation.ABP);
  }

  @Test
  void device_changesLeaveTheRestAlone() {
    EndDevice device =
        EndDevice.of(
            io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder()
                .setName("n")
                .setSupportsJoin(true)
                .build());
    EndDevice changed = device.withDeviceId("a").withApplicationId("b").withFrequencyPlanId("c");
    assertThat(changed.ref()).hasToString("b/a");
    assertThat(changed.frequencyPlanId()).isEqualTo("c");
    assertThat(changed.activation()).isEqualTo(Activation.OTAA);
    assertThat(changed.with(m -> m.clearIds().clearFrequencyPlanId())).isEqualTo(device);
  }

  private static <T> Type<T> type(
      Function<String, T> ofText,
      Function<byte[], T> ofBytes,
      Function<T, byte[]> bytes,
      Function<T, Boolean> zero) {
    return new Type<>() {
      @Override
      public T of(String text) {
        return ofText.apply(text);
      }

      @Override
      public T of(byte[] array) {
        return ofBytes.apply(array);
      }

      @Override
      public byte[] bytes(T value) {
        return bytes.apply(value);
      }

      @Override
      public boolean isZero(T value) {
        return zero.apply(value);
      }
    };
  }
}
