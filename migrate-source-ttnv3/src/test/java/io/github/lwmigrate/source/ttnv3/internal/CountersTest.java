package io.github.lwmigrate.source.ttnv3.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.StackServer;
import org.junit.jupiter.api.Test;

class CountersTest {

  @Test
  void counters_areUnsigned_andNeverGoBack() {
    EndDevice.Builder device = session(1, 0x80000001, 5);
    EndDevice latest = session(1, 7, 9).build();

    assertThat(Counters.advance(StackServer.NETWORK_SERVER, device, latest))
        .containsExactly("session.last_n_f_cnt_down");
    assertThat(device.getSession().getLastFCntUp()).isEqualTo(0x80000001);
    assertThat(device.getSession().getLastNFCntDown()).isEqualTo(9);
  }

  @Test
  void counterOfAnotherSession_saysNothing() {
    EndDevice.Builder device = session(1, 1, 1);

    assertThat(Counters.advance(StackServer.NETWORK_SERVER, device, session(2, 9, 9).build()))
        .isEmpty();

    device.getSessionBuilder().getKeysBuilder().setSessionKeyId(ByteString.copyFromUtf8("one"));
    EndDevice.Builder other = session(1, 9, 9);
    other.getSessionBuilder().getKeysBuilder().setSessionKeyId(ByteString.copyFromUtf8("two"));
    assertThat(Counters.advance(StackServer.NETWORK_SERVER, device, other.build())).isEmpty();
  }

  @Test
  void nonces_areThoseOfBoth() {
    EndDevice.Builder device =
        EndDevice.newBuilder().addUsedDevNonces(1).addUsedDevNonces(2).setLastJoinNonce(8);
    EndDevice latest =
        EndDevice.newBuilder()
            .addUsedDevNonces(2)
            .addUsedDevNonces(3)
            .setLastJoinNonce(4)
            .setLastDevNonce(6)
            .build();

    assertThat(Counters.advance(StackServer.JOIN_SERVER, device, latest))
        .containsExactly("used_dev_nonces", "last_dev_nonce");
    assertThat(device.getUsedDevNoncesList()).containsExactly(1, 2, 3);
    assertThat(device.getLastJoinNonce()).isEqualTo(8);
  }

  @Test
  void everyServer_hasItsOwn() {
    EndDevice.Builder device = session(1, 1, 1);
    device.getSessionBuilder().setLastAFCntDown(4);

    assertThat(
            Counters.advance(
                StackServer.APPLICATION_SERVER, device.clone(), session(1, 9, 9).build()))
        .isEmpty();
    assertThat(
            Counters.advance(StackServer.IDENTITY_SERVER, device.clone(), session(1, 9, 9).build()))
        .isEmpty();
  }

  private static EndDevice.Builder session(int devAddr, int up, int down) {
    EndDevice.Builder device = EndDevice.newBuilder();
    device
        .getSessionBuilder()
        .setDevAddr(ByteString.copyFrom(new byte[] {0, 0, 0, (byte) devAddr}))
        .setLastFCntUp(up)
        .setLastNFCntDown(down);
    return device;
  }
}
