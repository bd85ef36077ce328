package io.github.lwmigrate;

import io.github.lwmigrate.internal.Providers;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Finds sources by name, for programs that let a user choose. Providers are looked up anew at each
 * call, on class path and module path, with the class loader of this library and, only if that
 * finds none, with that of the thread. Thread-safe.
 */
public final class Sources {

  private static final Providers<SourceProvider> PROVIDERS =
      new Providers<>(
          "source",
          loader -> ServiceLoader.load(SourceProvider.class, loader),
          SourceProvider::id,
          SourceProvider::aliases);

  private Sources() {}

  /**
   * Every provider.
   *
   * @return providers in order of their ids
   * @throws ConfigurationException if two share a name, or one is broken
   */
  public static List<SourceProvider> providers() {
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
  public static SourceProvider provider(String id) {
    return PROVIDERS.get(id);
  }

  /**
   * Opens a source with options alone: no environment variable is read.
   *
   * @param id the id of its provider or one of its aliases
   * @param options values by option name
   * @return the source; the caller closes it
   * @throws ConfigurationException with every mistake at once
   */
  public static Source open(String id, Map<String, String> options) {
    SourceProvider provider = provider(id);
    return provider.open(provider.options().resolve(options, name -> null));
  }
}
