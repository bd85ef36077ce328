package io.github.lwmigrate.rule;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.device.Activation;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Session;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Adds a margin to the downlink counters of a session that moves, for downlinks that the origin
 * sends after it was read: a device accepts a counter that jumps forward, never one that goes back.
 *
 * <p>Changes {@code session.last_n_f_cnt_down} and {@code session.last_a_f_cnt_down}: LoRaWAN 1.1
 * counts network and application downlinks apart, and in 1.0.x both servers must agree on the one
 * counter. {@code session.last_conf_f_cnt_down} stays: a device that acknowledges a confirmed
 * downlink computes the MIC of its answer with the very counter it has received (LoRaWAN 1.1,
 * section 4.4.1). A counter ends at 2^32 - 1, with a warning.
 *
 * @param margin from 0 to {@value #MOST}
 * @param activations the kinds of devices whose session moves
 */
public record DownlinkCounterMargin(long margin, Set<Activation> activations)
    implements DeviceRule {

  /**
   * The largest margin: the next downlink may be at most 16384 ({@code MAX_FCNT_GAP} of LoRaWAN
   * 1.0.x) ahead of the last one.
   */
  public static final long MOST = 16383;

  private static final long LAST_COUNTER = 0xFFFF_FFFFL;

  /** Checks the margin and copies the set. */
  public DownlinkCounterMargin {
    if (margin < 0 || margin > MOST) {
      throw new IllegalArgumentException(
          "a downlink counter margin is from 0 to " + MOST + ", not " + margin);
    }
    activations = Set.copyOf(activations);
  }

  @Override
  public EndDevice apply(EndDevice device, Consumer<? super Finding> findings) {
    if (margin == 0
        || !device.toProto().hasSession()
        || !activations.contains(device.activation())) {
      return device;
    }
    return device.with(
        message -> {
          Session.Builder session = message.getSessionBuilder();
          session.setLastNFCntDown(
              raised(session.getLastNFCntDown(), "session.last_n_f_cnt_down", findings));
          session.setLastAFCntDown(
              raised(session.getLastAFCntDown(), "session.last_a_f_cnt_down", findings));
        });
  }

  private int raised(int counter, String field, Consumer<? super Finding> findings) {
    long raised = Integer.toUnsignedLong(counter) + margin;
    if (raised < LAST_COUNTER) {
      return (int) raised;
    }
    findings.accept(
        Finding.of(
                Severity.WARNING,
                FindingCodes.DOWNLINK_COUNTER_EXHAUSTED,
                field,
                "With the margin the downlink counter has reached its last value, so that no"
                    + " further downlink can be sent in this session.")
            .withRemedy("Give the device a new session: let it join, or reprogram it."));
    return (int) LAST_COUNTER;
  }
}
