package io.github.lwmigrate.internal;

import io.github.lwmigrate.ConfigurationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks up providers of one kind.
 *
 * @param <P> the provider type
 */
public final class Providers<P> {

  private final String kind;
  private final Function<ClassLoader, ServiceLoader<P>> load;
  private final Function<P, String> id;
  private final Function<P, Set<String>> aliases;

  /**
   * A lookup. The caller passes the call of ServiceLoader, which must stand in a class of the
   * module that declares {@code uses}.
   *
   * @param kind what is provided, for messages
   * @param load loads with a class loader
   * @param id the id of a provider
   * @param aliases its other names
   */
  public Providers(
      String kind,
      Function<ClassLoader, ServiceLoader<P>> load,
      Function<P, String> id,
      Function<P, Set<String>> aliases) {
    this.kind = kind;
    this.load = load;
    this.id = id;
    this.aliases = aliases;
  }

  /**
   * Every provider.
   *
   * @return providers sorted by id
   */
  public List<P> all() {
    return byName().values().stream().distinct().sorted(Comparator.comparing(id)).toList();
  }

  /**
   * One provider.
   *
   * @param name id or alias
   * @return the provider
   */
  public P get(String name) {
    Map<String, P> providers = byName();
    P provider = providers.get(name);
    if (provider == null) {
      String known =
          providers.values().stream().map(id).distinct().sorted().collect(Collectors.joining(", "));
      throw new ConfigurationException(
          "find the " + kind + " \"" + name + "\"",
          (known.isEmpty() ? "no " + kind + " was found" : "known are " + known)
              + "; add the artifact that provides it, for example io.github.lwmigrate:migrate-"
              + (kind.equals("source") ? "source-" : "sink-")
              + name
              + ", to the class path or module path");
    }
    return provider;
  }

  private Map<String, P> byName() {
    ClassLoader own = Providers.class.getClassLoader();
    List<P> found = load(own);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (found.isEmpty() && context != null && context != own) {
      found = load(context);
    }
    Map<String, P> names = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (P provider : found) {
      List<String> claimed = new ArrayList<>(aliases.apply(provider));
      claimed.add(id.apply(provider));
      for (String name : claimed) {
        P other = names.putIfAbsent(name, provider);
        if (other != null && other != provider) {
          problems.add(
              "\""
                  + name
                  + "\" is claimed by both "
                  + other.getClass().getName()
                  + " and "
                  + provider.getClass().getName()
                  + "; leave one of their artifacts out");
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("look up the " + kind + "s", problems);
    }
    return names;
  }

  private List<P> load(ClassLoader loader) {
    List<P> providers = new ArrayList<>();
    try {
      load.apply(loader).forEach(providers::add);
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException(
          "look up the " + kind + "s",
          "a provider is broken (" + e.getMessage() + "); repair its artifact or leave it out");
    }
    return providers;
  }
}
