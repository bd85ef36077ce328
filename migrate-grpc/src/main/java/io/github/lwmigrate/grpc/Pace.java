package io.github.lwmigrate.grpc;

import io.github.lwmigrate.spi.Call;

/**
 * Keeps calls apart, for servers that allow so many in a time. Thread-safe. Waits through {@link
 * Call#pause} and by {@link Call#clock} alone.
 */
@FunctionalInterface
public interface Pace {

  /**
   * Takes a turn. Called before every attempt.
   *
   * @param call what the engine provides
   * @throws io.github.lwmigrate.CancelledException if the run was cancelled meanwhile
   */
  void await(Call call);
}
