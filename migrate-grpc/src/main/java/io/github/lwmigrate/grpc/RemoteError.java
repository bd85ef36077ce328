package io.github.lwmigrate.grpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What The Things Stack tells about an error. Immutable and thread-safe.
 *
 * @param namespace the part of the server, for example {@code pkg/networkserver}; empty if unknown
 * @param name the error within the namespace, for example {@code not_found}; empty if unknown
 * @param attributes texts, numbers (Double), truth values and lists and maps of these, by name; may
 *     repeat what was sent, so they are not part of messages
 * @param correlationId finds the error in the logs of the server; empty if unknown
 * @param cause what led to it
 */
public record RemoteError(
    String namespace,
    String name,
    Map<String, Object> attributes,
    String correlationId,
    Optional<RemoteError> cause) {

  /** Copies the attributes. */
  public RemoteError {
    attributes = Map.copyOf(attributes);
  }

  /**
   * Whether this is a certain error.
   *
   * @param namespace the part of the server
   * @param name the error within the namespace
   * @return true if both are the same
   */
  public boolean is(String namespace, String name) {
    return this.namespace.equals(namespace) && this.name.equals(name);
  }

  /**
   * An attribute that is a list of texts.
   *
   * @param attribute its name
   * @return the texts; empty if there is no such attribute
   */
  public List<String> texts(String attribute) {
    return attributes.get(attribute) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** Namespace and name, joined by a colon; without attributes. */
  @Override
  public String toString() {
    return namespace + ":" + name;
  }
}
