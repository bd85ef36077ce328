package io.github.lwmigrate.spi;

import io.github.lwmigrate.ConfigurationException;
import java.util.Set;

/**
 * Opens a kind of sink by string options. Found with {@link java.util.ServiceLoader}, like a {@link
 * SourceProvider}.
 */
public interface SinkProvider {

  /**
   * The name of this kind of sink, for example {@code json}.
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
   * One line for a list of sinks.
   *
   * @return where it stores devices
   */
  String description();

  /**
   * The options that {@link #open} understands.
   *
   * @return the options
   */
  OptionSet options();

  /**
   * Opens a sink. Makes no remote call.
   *
   * @param values values of {@link #options()}
   * @return the sink; the caller closes it
   * @throws ConfigurationException with every mistake at once
   */
  Sink open(OptionValues values);
}
