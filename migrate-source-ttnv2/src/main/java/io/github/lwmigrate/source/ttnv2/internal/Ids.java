package io.github.lwmigrate.source.ttnv2.internal;

import java.util.regex.Pattern;

/** The form that device ids and application ids of this origin share. */
public final class Ids {

  /** What an id must be, for messages. */
  public static final String FORM =
      "2 to 36 lower-case letters and digits, with single hyphens or underscores between them, are"
          + " expected";

  private static final Pattern ID = Pattern.compile("[0-9a-z](?:[_-]?[0-9a-z]){1,35}");

  private Ids() {}

  /**
   * Whether this origin can have such an id.
   *
   * @param text the text
   * @return true if it has the form of an id
   */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
