package io.github.lwmigrate.spi;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import java.util.Set;

/**
 * Opens a kind of source by string options. Found with {@link java.util.ServiceLoader}: name it
 * both in {@code module-info.java} ({@code provides}) and in {@code META-INF/services}. Its
 * constructor takes nothing, is cheap and does not throw.
 */
public interface SourceProvider {

  /**
   * The name of this kind of source, for example {@code ttnv3}.
   *
   * @return lower-case letters and digits
   */
  String id();

  /**
   * Other names.
   *
   * @return names like {@link #id()}
   */
  default Set<String> aliases() {
    return Set.of();
  }

  /**
   * One line for a list of sources.
   *
   * @return what it reads from
   */
  String description();

  /**
   * The options that {@link #open} and {@link #policy} understand.
   *
   * @return the options
   */
  OptionSet options();

  /**
   * Opens a source. Makes no remote call.
   *
   * @param values values of {@link #options()}
   * @return the source; the caller closes it
   * @throws ConfigurationException with every mistake at once
   */
  Source open(OptionValues values);

  /**
   * Opens a source for a target with certain frequency plans. For sources that need plans to read a
   * device; others open as without.
   *
   * @param values values of {@link #options()}
   * @param plans the frequency plans of the target
   * @return the source; the caller closes it
   * @throws ConfigurationException with every mistake at once
   */
  default Source open(OptionValues values, FrequencyPlans plans) {
    return open(values);
  }

  /**
   * The policy that the options ask for: some options of a source say what is to become of its
   * devices. By default devices move with their session, and the origin stays as it is.
   *
   * @param values values of {@link #options()}
   * @return a builder to which the caller adds its own wishes
   */
  default MigrationPolicy.Builder policy(OptionValues values) {
    return MigrationPolicy.withSession().leaveOriginLive();
  }
}
