package io.github.lwmigrate;

import io.github.lwmigrate.internal.Providers;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.SinkProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Finds sinks by name, for programs that let a user choose. Providers are looked up anew at each
 * call, on class path and module path, with the class loader of this library and, only if that
 * finds none, with that of the thread. Thread-safe.
 */
public final class Sinks {

  private static final Providers<SinkProvider> PROVIDERS =
      new Providers<>(
          "sink",
          loader -> ServiceLoader.load(SinkProvider.class, loader),
          SinkProvider::id,
          SinkProvider::aliases);

  private Sinks() {}

  /**
   * Every provider.
   *
   * @return providers in order of their ids
   * @throws ConfigurationException if two share a name, or one is broken
   */
  public static List<SinkProvider> providers() {
    return PROVIDERS.all();
  }

  /**
   * The provider of a name.
   *
   * @param id its id or one of its aliases
   * @return the provider
   * @throws ConfigurationException if there is none; the message names those there are, and the
   *     artifact to add
   */
  public static SinkProvider provider(String id) {
    return PROVIDERS.get(id);
  }

  /**
   * Opens a sink with options alone: no environment variable is read.
   *
   * @param id the id of its provider or one of its aliases
   * @param options values by option name
   * @return the sink; the caller closes it
   * @throws ConfigurationException with every mistake at once
   */
  public static Sink open(String id, Map<String, String> options) {
    SinkProvider provider = provider(id);
    return provider.open(provider.options().resolve(options, name -> null));
  }
}
