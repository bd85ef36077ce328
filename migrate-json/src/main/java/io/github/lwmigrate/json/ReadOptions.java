package io.github.lwmigrate.json;

/**
 * How device JSON is read. Immutable and thread-safe.
 *
 * <p>{@link #strict()} refuses what loses data without a word on import: names that no field has,
 * and fields that are given twice. The importer of The Things Stack ignores the first and takes the
 * last of the second; so do the options of this class, with a {@link JsonNotice} for each.
 */
public final class ReadOptions {

  private static final ReadOptions STRICT = new ReadOptions(false, false, false);

  private final boolean leavesOutUnknownFields;
  private final boolean takesLastOfDuplicates;
  private final boolean acceptsNulls;

  private ReadOptions(
      boolean leavesOutUnknownFields, boolean takesLastOfDuplicates, boolean acceptsNulls) {
    this.leavesOutUnknownFields = leavesOutUnknownFields;
    this.takesLastOfDuplicates = takesLastOfDuplicates;
    this.acceptsNulls = acceptsNulls;
  }

  /**
   * Unknown and duplicate fields are refused, and null where the importer refuses it.
   *
   * @return the options
   */
  public static ReadOptions strict() {
    return STRICT;
  }

  /**
   * The same options, but unknown fields are left out with a notice.
   *
   * @return the copy
   */
  public ReadOptions leaveOutUnknownFields() {
    return new ReadOptions(true, takesLastOfDuplicates, acceptsNulls);
  }

  /**
   * The same options, but the last of several values of a field counts, with a notice.
   *
   * @return the copy
   */
  public ReadOptions takeLastOfDuplicates() {
    return new ReadOptions(leavesOutUnknownFields, true, acceptsNulls);
  }

  /**
   * The same options, but null means "not given" for booleans, numbers and enums too, as it does
   * for all else.
   *
   * @return the copy
   */
  public ReadOptions acceptNulls() {
    return new ReadOptions(leavesOutUnknownFields, takesLastOfDuplicates, true);
  }

  /**
   * Whether unknown fields are left out.
   *
   * @return false if they are refused
   */
  public boolean leavesOutUnknownFields() {
    return leavesOutUnknownFields;
  }

  /**
   * Whether the last of several values of a field counts.
   *
   * @return false if several values are refused
   */
  public boolean takesLastOfDuplicates() {
    return takesLastOfDuplicates;
  }

  /**
   * Whether null is accepted everywhere but in lists.
   *
   * @return false if booleans, numbers and enums refuse it
   */
  public boolean acceptsNulls() {
    return acceptsNulls;
  }
}
