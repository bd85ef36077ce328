package io.github.lwmigrate.grpc;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.stack.IdForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The mistakes of a configuration, collected so that all are told at once, each once. Used by one
 * thread.
 */
public final class Problems {

  private final List<String> all = new ArrayList<>();

  /** No mistake yet. */
  public Problems() {}

  /**
   * The same mistakes; a builder that is used twice goes on from its own.
   *
   * @param other mistakes
   */
  public Problems(Problems other) {
    all.addAll(other.all);
  }

  /**
   * Adds a mistake.
   *
   * @param problem what is wrong and what was expected; holds no credential
   */
  public void add(String problem) {
    if (!all.contains(problem)) {
      all.add(problem);
    }
  }

  /**
   * Adds an application to those that a source is opened for, unless its id is none or known.
   *
   * @param credentials gives the credential of each application, by its id; is added to
   * @param form the form of application ids
   * @param applicationId the application
   * @param credential gives its credential
   */
  public void application(
      Map<String, Supplier<String>> credentials,
      IdForm form,
      String applicationId,
      Supplier<String> credential) {
    if (!form.matches(applicationId)) {
      add("the application id has another form than ids have: " + form.expected());
    }
    if (credentials.putIfAbsent(applicationId, credential) != null) {
      add("application \"" + applicationId + "\" was added twice");
    }
  }

  /**
   * Checks how many devices are worked on at a time.
   *
   * @param concurrency at least 1
   */
  public void concurrency(int concurrency) {
    if (concurrency < 1) {
      add("the concurrency is " + concurrency + ", but at least 1 is expected");
    }
  }

  /**
   * Reads an address.
   *
   * @param text {@code host} or {@code host:port}; null for none
   * @return the address; empty for none, or for one that is a mistake
   */
  public Optional<ServerAddress> address(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ServerAddress.of(text));
    } catch (ConfigurationException e) {
      e.problems().forEach(this::add);
      return Optional.empty();
    }
  }

  /**
   * TLS with the certificate authorities of the system.
   *
   * @param caFile certificates in PEM form to trust beside them; null for none
   * @return the setting; without the file if that is a mistake
   */
  public TransportSecurity tls(@Nullable Path caFile) {
    try {
      return caFile == null ? TransportSecurity.tls() : TransportSecurity.tls(caFile);
    } catch (ConfigurationException e) {
      e.problems().forEach(this::add);
      return TransportSecurity.tls();
    }
  }

  /**
   * Opens something whose opening may find more mistakes, and adds those. What is open is closed
   * again if there are mistakes all the same.
   *
   * @param tried what is attempted, in the infinitive
   * @param opening opens it; may throw {@link ConfigurationException}
   * @param <T> what is opened
   * @return what was opened
   * @throws ConfigurationException with every mistake
   */
  public <T extends Source> T open(String tried, Supplier<T> opening) {
    try {
      T opened = opening.get();
      if (all.isEmpty()) {
        return opened;
      }
      opened.close();
    } catch (ConfigurationException e) {
      e.problems().forEach(this::add);
    }
    throw new ConfigurationException(tried, all);
  }

  /**
   * Fails if there is a mistake.
   *
   * @param tried what is attempted, in the infinitive
   * @throws ConfigurationException with every mistake
   */
  public void throwIfAny(String tried) {
    if (!all.isEmpty()) {
      throw new ConfigurationException(tried, all);
    }
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
