package io.github.lwmigrate.grpc;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.stack.IdForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The applications that a source was opened for, each with a credential of its own. Immutable, and
 * thread-safe if what it makes of them is.
 *
 * @param <A> what a source makes of an application and its credential
 */
public final class Applications<A> {

  private final IdForm form;
  private final BiFunction<String, Supplier<String>, A> making;
  private final Map<String, A> named = new LinkedHashMap<>();
  private final @Nullable Supplier<String> otherCredential;

  /**
   * Applications.
   *
   * @param form the form of application ids
   * @param making makes an application of its id and of what gives its credential
   * @param credentials gives the credential of each, by application id, in the order of listing
   * @param otherCredential gives the credential of any other; null if there are no others
   */
  public Applications(
      IdForm form,
      BiFunction<String, Supplier<String>, A> making,
      Map<String, Supplier<String>> credentials,
      @Nullable Supplier<String> otherCredential) {
    this.form = form;
    this.making = making;
    credentials.forEach((id, credential) -> named.put(id, making.apply(id, credential)));
    this.otherCredential = otherCredential;
  }

  /**
   * The applications that are named.
   *
   * @return their ids, in the order of listing
   */
  public Set<String> ids() {
    return Collections.unmodifiableSet(named.keySet());
  }

  /**
   * The application that a reference without one means.
   *
   * @return the only one; empty if there are several
   */
  public Optional<A> only() {
    return named.size() == 1 ? Optional.of(named.values().iterator().next()) : Optional.empty();
  }

  /**
   * The application of a device.
   *
   * @param device the device; the only application is meant where it names none
   * @return empty if the source was not opened for it
   */
  public Optional<A> of(DeviceRef device) {
    return device.applicationId().isEmpty() ? only() : of(device.applicationId());
  }

  private Optional<A> of(String id) {
    A known = named.get(id);
    Supplier<String> credential = otherCredential;
    if (known == null && credential != null) {
      return Optional.of(making.apply(id, credential));
    }
    return Optional.ofNullable(known);
  }

  /**
   * The applications that a selection names.
   *
   * @param ids application ids; none for all that are named
   * @return the applications in that order
   * @throws ConfigurationException with every id that is none, or of another application
   */
  public List<A> selected(List<String> ids) {
    if (ids.isEmpty()) {
      return List.copyOf(named.values());
    }
    List<A> selected = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String id : ids) {
      if (!form.matches(id)) {
        problems.add("an application id has another form than ids have: " + form.expected());
        continue;
      }
      Optional<A> application = of(id);
      application.ifPresent(selected::add);
      if (application.isEmpty()) {
        problems.add(
            "application \""
                + id
                + "\" is not among those the source was opened for ("
                + String.join(", ", ids())
                + "); open it for this one too, with its own credential");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("select applications", problems);
    }
    return selected;
  }
}
