package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;

/** One setting with two fields, of which the Application Server keeps the newer. */
final class PayloadCryptoSetting {
  private static final String OLD = "skip_payload_crypto";
  private static final String NEW = "skip_payload_crypto_override";

  private PayloadCryptoSetting() {}

  static EndDevice shown(EndDevice stored) {
    if (!stored.hasSkipPayloadCryptoOverride() && stored.getSkipPayloadCrypto()) {
      return stored.toBuilder().setSkipPayloadCryptoOverride(BoolValue.of(true)).build();
    }
    return stored.toBuilder()
        .setSkipPayloadCrypto(stored.getSkipPayloadCryptoOverride().getValue())
        .build();
  }

  static void store(EndDevice wanted, Mask mask, EndDevice.Builder changed) {
    if (!mask.touches(OLD)) {
      return;
    }
    if (!mask.touches(NEW)) {
      changed.setSkipPayloadCryptoOverride(BoolValue.of(wanted.getSkipPayloadCrypto()));
    } else if (wanted.getSkipPayloadCrypto() != wanted.getSkipPayloadCryptoOverride().getValue()) {
      throw Errors.applicationServerFieldValue(OLD, null);
    }
    changed.clearSkipPayloadCrypto();
  }
}
