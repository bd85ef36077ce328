package io.github.lwmigrate.check;

import com.google.protobuf.Message;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.stack.FieldMasks;
import io.github.lwmigrate.stack.FieldMasks.Access;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.MessageRules;
import io.github.lwmigrate.stack.MessageRules.Violation;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The message validation of The Things Stack. */
final class MessageCheck implements DeviceCheck {
  private static final Set<String> OVERWRITTEN =
      Set.of(
          "ids.application_ids",
          "ids.application_ids.application_id",
          "network_server_address",
          "application_server_address",
          "join_server_address");
  private static final String MAC_STATE = "mac_state.";

  private final BiPredicate<EndDevice, Violation> counts;

  private MessageCheck(BiPredicate<EndDevice, Violation> counts) {
    this.counts = counts;
  }

  /** The whole message, with every field. */
  static MessageCheck ofTheWholeMessage() {
    return new MessageCheck((device, violation) -> true);
  }

  /** The fields that an import writes, as they are after it. */
  static MessageCheck ofWhatAnImportWrites() {
    return new MessageCheck(MessageCheck::isImported);
  }

  @Override
  public void check(Candidate candidate, Consumer<? super Finding> findings) {
    EndDevice device = candidate.exported().toProto();
    for (Violation violation : MessageRules.check(device)) {
      if (counts.test(device, violation)) {
        findings.accept(
            Finding.of(
                    Severity.ERROR,
                    FindingCodes.INVALID_FIELD,
                    violation.path(),
                    violation.messageType()
                        + "."
                        + violation.field()
                        + " "
                        + violation.reason()
                        + ".")
                .withRemedy("Correct the field at the origin, or with a rule of the policy."));
      }
    }
  }

  private static boolean isImported(EndDevice device, Violation violation) {
    String path = violation.path();
    return !OVERWRITTEN.contains(path) && isWritten(path) && !hasDefault(device, path);
  }

  private static boolean isWritten(String path) {
    if (path.startsWith("ids") || Written.ALLOWED.contains(path)) {
      return true;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (Written.LEAVES.contains(path.substring(0, dot))) {
        return true;
      }
    }
    return false;
  }

  /** A Network Server lays what is set of a MAC state over one of its own making. */
  private static boolean hasDefault(EndDevice device, String path) {
    if (!path.startsWith(MAC_STATE)) {
      return false;
    }
    FieldPath field = FieldPath.find(EndDevice.getDescriptor(), path).orElse(null);
    if (field == null || field.isSet(device)) {
      return false;
    }
    return FieldPath.ofDevice(path.substring(0, path.lastIndexOf('.')))
        .get(device)
        .map(parent -> !((Message) parent).getAllFields().isEmpty())
        .orElse(false);
  }

  /** What servers let a client write; read when the first violation is met. */
  private static final class Written {
    static final Set<String> ALLOWED =
        Arrays.stream(StackServer.values())
            .flatMap(s -> FieldMasks.allowed(s, Access.WRITE, StackVersion.REFERENCE).stream())
            .collect(Collectors.toUnmodifiableSet());
    static final Set<String> LEAVES =
        Arrays.stream(StackServer.values())
            .flatMap(s -> FieldMasks.leaves(s, Access.WRITE, StackVersion.REFERENCE).stream())
            .collect(Collectors.toUnmodifiableSet());

    private Written() {}
  }
}
