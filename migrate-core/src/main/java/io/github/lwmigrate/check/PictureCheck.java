package io.github.lwmigrate.check;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import java.util.function.Consumer;

/** No import carries a picture. */
final class PictureCheck implements DeviceCheck {
  private static final Finding EMBEDDED =
      new Finding(
          Severity.ERROR,
          FindingCodes.EMBEDDED_PICTURE,
          "picture.embedded",
          "The device holds a picture; the command line import ends with an error at it.",
          "Leave the picture out and upload it at the target.");

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    if (candidate.exported().toProto().getPicture().hasEmbedded()) {
      findings.accept(EMBEDDED);
    }
  }
}
