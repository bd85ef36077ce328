package io.github.lwmigrate.grpc;

import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server answered: a message and its response metadata. Immutable and thread-safe.
 *
 * @param <A> the type of the message
 */
public final class Answer<A> {

  private final A message;
  private final Metadata headers;
  private final Metadata trailers;

  Answer(A message, Metadata headers, Metadata trailers) {
    this.message = message;
    this.headers = headers;
    this.trailers = trailers;
  }

  /**
   * The message.
   *
   * @return what was answered
   */
  public A message() {
    return message;
  }

  /**
   * Response metadata of a name.
   *
   * @param name in lower case, for example {@code x-total-count}
   * @return values in order, from the beginning and the end of the response
   */
  public List<String> metadata(String name) {
    var key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    List<String> values = new ArrayList<>();
    for (Metadata metadata : List.of(headers, trailers)) {
      Iterable<String> some = metadata.getAll(key);
      if (some != null) {
        some.forEach(values::add);
      }
    }
    return values;
  }

  /**
   * What the server warned of.
   *
   * @return values of the metadata {@code warning}
   */
  public List<String> warnings() {
    return metadata("warning");
  }
}
