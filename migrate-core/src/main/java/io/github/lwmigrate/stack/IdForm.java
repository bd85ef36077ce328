package io.github.lwmigrate.stack;

import java.util.regex.Pattern;

/**
 * The form that device ids and application ids of a network share. Immutable and thread-safe.
 *
 * <p>Source: the validation of identifiers in the API of The Things Stack.
 */
public final class IdForm {

  /** The longest id of The Things Stack, in characters. */
  public static final int LONGEST = 36;

  /** Ids of The Things Stack: at least three letters and digits, so that {@code a-b} is none. */
  public static final IdForm THE_THINGS_STACK =
      of(
          "(?=.{3," + LONGEST + "}\\z)[a-z0-9](?:-?[a-z0-9]){2,}",
          "3 to " + LONGEST + " lower-case letters, digits and single hyphens between them");

  private final Pattern pattern;
  private final String expected;

  private IdForm(Pattern pattern, String expected) {
    this.pattern = pattern;
    this.expected = expected;
  }

  /**
   * The form of another network's ids.
   *
   * @param pattern a regular expression for a whole id, whose length it bounds
   * @param expected what an id is made of, for messages: the subject of "are expected"
   * @return the form
   */
  public static IdForm of(String pattern, String expected) {
    return new IdForm(Pattern.compile(pattern), expected);
  }

  /**
   * Whether a text has this form.
   *
   * @param text the text
   * @return true if it can be an id
   */
  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  /**
   * What an id must be, for messages.
   *
   * @return the end of a sentence, such as "3 to 36 lower-case letters … are expected"
   */
  public String expected() {
    return expected + " are expected";
  }

  @Override
  public String toString() {
    return expected;
  }
}
