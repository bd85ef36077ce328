package io.github.lwmigrate.lorawan;

import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up what the regional parameters say of a band.
 *
 * <pre>{@code
 * Band band = Bands.get("EU_863_870", PhyVersion.PHY_V1_0_3_REV_A);
 * long frequency = band.rx2().frequency(); // 869525000
 * }</pre>
 *
 * <p>Band ids are those of The Things Stack: {@code EU_863_870}, {@code US_902_928}, {@code AS_923}
 * and so on. The tables are part of this library. They are read when first asked for; each band in
 * each version is an object of its own that is made once.
 */
public final class Bands {

  private Bands() {}

  /** Reads the table on first use, not when this class is loaded. */
  private static final class Holder {
    static final BandTable TABLE = new BandTable();
  }

  /**
   * The ids of all bands.
   *
   * @return the ids in alphabetical order; unmodifiable
   */
  public static Set<String> ids() {
    return Holder.TABLE.ids();
  }

  /**
   * The editions of the regional parameters that define a band.
   *
   * @param id the band's id
   * @return the editions from old to new; empty for an unknown id; unmodifiable
   */
  public static Set<PhyVersion> versions(String id) {
    return Holder.TABLE.versions(id);
  }

  /**
   * A band, if it is defined.
   *
   * @param id the band's id
   * @param version the edition of the regional parameters
   * @return the band; empty if there is no such band or not in this edition
   */
  public static Optional<Band> find(String id, PhyVersion version) {
    return Holder.TABLE.find(id, version);
  }

  /**
   * A band that must be there.
   *
   * @param id the band's id
   * @param version the edition of the regional parameters
   * @return the band
   * @throws RegionalParametersException with {@link Reason#BAND_NOT_FOUND} for an unknown id, with
   *     {@link Reason#NO_BAND_VERSION} if this edition does not define the band
   */
  public static Band get(String id, PhyVersion version) {
    return find(id, version).orElseThrow(() -> absent(id, version.name()));
  }

  static RegionalParametersException absent(String id, String version) {
    if (!ids().contains(id)) {
      return new RegionalParametersException(
          Reason.BAND_NOT_FOUND,
          "There is no band \"" + id + "\". Known bands: " + String.join(", ", ids()) + ".",
          Map.of("id", id));
    }
    return new RegionalParametersException(
        Reason.NO_BAND_VERSION,
        "Band "
            + id
            + " is not defined in version "
            + version
            + " of the regional parameters. Versions that define it: "
            + versions(id)
            + ".",
        Map.of("id", id, "ver", version));
  }
}
