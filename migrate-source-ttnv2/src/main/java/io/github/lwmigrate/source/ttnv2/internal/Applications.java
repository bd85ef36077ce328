package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.device.DeviceRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The applications of a source, each with a key of its own. Immutable. */
public final class Applications {

  private final Map<String, OriginApplication> named = new LinkedHashMap<>();

  /**
   * Applications.
   *
   * @param keys gives the access key of each, by application id, in the order of listing
   */
  public Applications(Map<String, Supplier<String>> keys) {
    keys.forEach((id, key) -> named.put(id, new OriginApplication(id, key)));
  }

  Set<String> ids() {
    return named.keySet();
  }

  /** The application of a device; the only one, where the reference names none. */
  Optional<OriginApplication> of(DeviceRef ref) {
    if (!ref.applicationId().isEmpty()) {
      return Optional.ofNullable(named.get(ref.applicationId()));
    }
    return named.size() == 1 ? named.values().stream().findFirst() : Optional.empty();
  }

  /** The applications of these ids; all, for none. */
  List<OriginApplication> selected(List<String> ids) {
    if (ids.isEmpty()) {
      return List.copyOf(named.values());
    }
    List<OriginApplication> selected = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String id : ids) {
      OriginApplication application = named.get(id);
      if (application != null) {
        selected.add(application);
      } else if (Ids.isId(id)) {
        problems.add(
            "application \""
                + id
                + "\" is not among those the source was opened for ("
                + String.join(", ", ids())
                + "); an access key opens one application alone");
      } else {
        problems.add("an application id has another form than ids have: " + Ids.FORM);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("select applications", problems);
    }
    return selected;
  }
}
