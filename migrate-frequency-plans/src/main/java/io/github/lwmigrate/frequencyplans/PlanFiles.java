package io.github.lwmigrate.frequencyplans;

import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the files of a repository are. Implementations are safe for use by several threads. */
abstract class PlanFiles {

  /** Far more than any plan has. */
  static final int MAX_BYTES = 4 << 20;

  /** Names that can only lie below the base: no empty, hidden or parent folder, no other root. */
  private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*(?:/\\w[\\w.-]*)*");

  /** What people call a file; an empty name stands for the whole repository. */
  abstract String location(String name);

  abstract byte[] fetch(String name);

  final byte[] read(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new RegionalParametersException(
          Reason.FETCH_FAILED,
          "The index names \""
              + Yaml.shortened(name)
              + "\", but expected is the name of a file below "
              + location("")
              + ", of letters, digits, and . _ - /. Correct the key \"file\".",
          Map.of());
    }
    return fetch(name);
  }

  final RegionalParametersException notFound(String name) {
    RegionalParametersException cause =
        new RegionalParametersException(
            Reason.FILE_NOT_FOUND,
            "There is no file " + location(name) + ".",
            Map.of("filename", name));
    return new RegionalParametersException(
        Reason.FETCH_FAILED,
        cause.getMessage() + " Give the directory or URL that holds frequency-plans.yml.",
        Map.of(),
        cause);
  }

  final RegionalParametersException failed(String name, String why, @Nullable Throwable cause) {
    return new RegionalParametersException(
        Reason.FETCH_FAILED,
        "Could not get "
            + location(name)
            + ": "
            + why
            + ". Look at it from this machine, then"
            + " try again.",
        Map.of(),
        cause);
  }

  static String tooLong() {
    return "it is longer than " + MAX_BYTES + " bytes, and no frequency plan is";
  }
}
