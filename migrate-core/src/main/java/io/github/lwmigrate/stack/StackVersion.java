package io.github.lwmigrate.stack;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A version of The Things Stack, as in {@code 3.32.1}. Immutable. */
public final class StackVersion implements Comparable<StackVersion> {
  /** The oldest version whose tables are known. */
  public static final StackVersion OLDEST = new StackVersion(3, 12, 0);

  /** The version that rules and masks are written against. */
  public static final StackVersion REFERENCE = new StackVersion(3, 32, 1);

  /** The newest version whose tables are known. */
  public static final StackVersion NEWEST = new StackVersion(3, 34, 1);

  private static final Pattern TEXT =
      Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:[-+].*)?");
  private static final Comparator<StackVersion> ORDER =
      Comparator.<StackVersion>comparingInt(v -> v.major)
          .thenComparingInt(v -> v.minor)
          .thenComparingInt(v -> v.patch);

  private final int major;
  private final int minor;
  private final int patch;

  private StackVersion(int major, int minor, int patch) {
    this.major = major;
    this.minor = minor;
    this.patch = patch;
  }

  /**
   * Reads a version. A build suffix, which servers built from a branch announce, is ignored.
   *
   * @param text three numbers separated by dots, with or without a leading {@code v}
   * @return the version
   * @throws IllegalArgumentException if the text is no version
   */
  public static StackVersion of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Not a version of The Things Stack: \""
              + text
              + "\"; expected three numbers as in 3.32.1");
    }
    return new StackVersion(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  /**
   * Whether this version is the other one or a later one.
   *
   * @param other the version to compare with
   * @return true if this version is not older
   */
  public boolean isAtLeast(StackVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(StackVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StackVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(major, minor, patch);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
