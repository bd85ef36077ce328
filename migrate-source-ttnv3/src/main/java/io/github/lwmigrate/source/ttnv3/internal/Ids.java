package io.github.lwmigrate.source.ttnv3.internal;

import java.util.regex.Pattern;

/** The form that device ids and application ids of The Things Stack share. */
public final class Ids {

  /** What an id must be, for messages. */
  public static final String FORM =
      "3 to 36 lower-case letters, digits and single hyphens between them are expected";

  private static final int LONGEST = 36;
  private static final Pattern ID = Pattern.compile("[a-z0-9](?:-?[a-z0-9]){2,}");

  private Ids() {}

  /**
   * Whether The Things Stack can have such an id.
   *
   * @param text the text
   * @return true if it has the form of an id
   */
  public static boolean isId(String text) {
    return text.length() <= LONGEST && ID.matcher(text).matches();
  }
}
