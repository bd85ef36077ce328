package io.github.lwmigrate.stack;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The validation that every server of The Things Stack does on the messages it receives, before any
 * rule about devices: required messages, lengths, ranges, patterns and defined enumeration values.
 *
 * <p>It judges as the servers do, also where that is generous: a number that is not a number passes
 * every range. Rules that look at several fields together are not part of it.
 *
 * <p>Rules are compiled once per message type. Safe for use by several threads.
 */
public final class MessageRules {
  private MessageRules() {}

  /**
   * One broken rule.
   *
   * @param path the field mask path from the checked message, for example {@code ids.device_id};
   *     neither list indexes nor map keys are part of it
   * @param messageType the simple name of the message type that holds the field
   * @param field the name of the field in that type
   * @param reason what the field must be; never the value it has
   */
  public record Violation(String path, String messageType, String field, String reason) {}

  /**
   * Checks a whole message.
   *
   * @param message a message of The Things Stack
   * @return all violations, empty if there are none
   */
  public static List<Violation> check(Message message) {
    return check(message, List.of());
  }

  /**
   * Checks the part of a message that a request with a field mask carries.
   *
   * @param message a message of The Things Stack
   * @param maskPaths the paths to look at, with everything below them; those that do not exist are
   *     passed over; none means the whole message
   * @return all violations, empty if there are none
   */
  public static List<Violation> check(Message message, Collection<String> maskPaths) {
    RuleWalk walk = new RuleWalk();
    TypeRules.of(message).check(message, MaskTree.of(maskPaths), walk);
    List<Violation> found = walk.violations();
    return found.size() < 2 ? found : new ArrayList<>(new LinkedHashSet<>(found));
  }
}
