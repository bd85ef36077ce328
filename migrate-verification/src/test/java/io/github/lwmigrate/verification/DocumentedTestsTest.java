package io.github.lwmigrate.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on safety names tests that exist. */
class DocumentedTestsTest {

  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Check))`");

  @Test
  void everyTestThatThePageOnSafetyNames_isThere() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Set<String> named = new TreeSet<>();
    Matcher names = CLASS.matcher(Files.readString(root.resolve("docs/safety.md")));
    while (names.find()) {
      named.add(names.group(1) + ".java");
    }
    assertThat(named).hasSizeGreaterThan(10);
    try (Stream<Path> files = Files.walk(root)) {
      Set<String> there =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toSet());
      assertThat(there).containsAll(named);
    }
  }
}
