package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.device.DeviceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The applications of a source and their keys. Immutable. */
public final class Applications {

  private final Map<String, Application> named = new LinkedHashMap<>();
  private final @Nullable Supplier<String> otherKey;

  /**
   * Applications.
   *
   * @param keys gives the key of each, by application id, in the order of listing
   * @param otherKey gives the key of any other; null if there are no others
   */
  public Applications(Map<String, Supplier<String>> keys, @Nullable Supplier<String> otherKey) {
    keys.forEach((id, key) -> named.put(id, new Application(id, key)));
    this.otherKey = otherKey;
  }

  Set<String> ids() {
    return named.keySet();
  }

  /** The application that a reference without one means. */
  Optional<Application> only() {
    return named.size() == 1 ? Optional.of(named.values().iterator().next()) : Optional.empty();
  }

  Optional<Application> of(DeviceRef ref) {
    return ref.applicationId().isEmpty() ? only() : of(ref.applicationId());
  }

  private Optional<Application> of(String id) {
    Application known = named.get(id);
    Supplier<String> key = otherKey;
    if (known == null && key != null) {
      return Optional.of(new Application(id, key));
    }
    return Optional.ofNullable(known);
  }

  /** The applications of these ids; all that are named, for none. */
  List<Application> selected(List<String> ids) {
    if (ids.isEmpty()) {
      return List.copyOf(named.values());
    }
    List<Application> selected = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String id : ids) {
      if (!Ids.isId(id)) {
        problems.add("an application id has another form than ids have: " + Ids.FORM);
        continue;
      }
      Optional<Application> application = of(id);
      application.ifPresent(selected::add);
      if (application.isEmpty()) {
        problems.add(
            "application \""
                + id
                + "\" is not among those the source was opened for ("
                + String.join(", ", ids())
                + ")");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("select applications", problems);
    }
    return selected;
  }
}
