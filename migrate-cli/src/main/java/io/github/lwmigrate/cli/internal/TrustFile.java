package io.github.lwmigrate.cli.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A temporary file with the certificate of a simulated network; none for plaintext. */
record TrustFile(Optional<Path> path) implements AutoCloseable {

  static TrustFile of(Optional<String> pem) {
    return new TrustFile(pem.map(TrustFile::write));
  }

  private static Path write(String pem) {
    try {
      Path file = Files.createTempFile("lw-migrate-simulated-ca", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(file, pem);
    } catch (IOException e) {
      throw new UncheckedIOException("the certificate cannot be written to a temporary file", e);
    }
  }

  @Override
  public void close() {
    try {
      if (path.isPresent()) {
        Files.deleteIfExists(path.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary certificate file cannot be deleted", e);
    }
  }
}
