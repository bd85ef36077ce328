package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.stack.IdForm;

/** The form that device ids and application ids of this origin share. */
public final class Ids {

  /** Separators do not count, so that an id may be 71 characters long. */
  public static final IdForm FORM =
      IdForm.of(
          "[0-9a-z](?:[_-]?[0-9a-z]){1,35}",
          "2 to 36 lower-case letters and digits, with single hyphens or underscores between"
              + " them,");

  private Ids() {}
}
