package io.github.lwmigrate.check;

import com.google.protobuf.Timestamp;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceAuthenticationCode;
import java.util.function.Consumer;

/** The code with which somebody else could claim the device. */
final class ClaimCodeCheck implements DeviceCheck {
  private static final Finding DATES =
      new Finding(
          Severity.ERROR,
          FindingCodes.CLAIM_CODE_INVALID,
          "claim_authentication_code.valid_to",
          "The claim authentication code ends before it begins.",
          "Correct the dates, or leave the code out.");
  private static final Finding CLAIMS =
      new Finding(
          Severity.WARNING,
          FindingCodes.CLAIM_CODE_CLAIMS,
          "claim_authentication_code",
          "With a claim authentication code the command line import claims the device from its"
              + " Join Server instead of registering its root keys.",
          "Leave the code out and set it at the target after the import.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    if (!device.hasClaimAuthenticationCode()) {
      return;
    }
    EndDeviceAuthenticationCode code = device.getClaimAuthenticationCode();
    if (code.hasValidFrom()
        && code.hasValidTo()
        && isBefore(code.getValidTo(), code.getValidFrom())) {
      findings.accept(DATES);
    }
    if (!code.getValue().isEmpty()) {
      findings.accept(CLAIMS);
    }
  }

  private static boolean isBefore(Timestamp one, Timestamp other) {
    return one.getSeconds() < other.getSeconds()
        || (one.getSeconds() == other.getSeconds() && one.getNanos() < other.getNanos());
  }
}
