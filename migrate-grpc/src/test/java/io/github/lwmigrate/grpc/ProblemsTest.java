package io.github.lwmigrate.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.stack.IdForm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemsTest {

  private final Problems problems = new Problems();

  private static final class Opened implements Source {
    private boolean closed;

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {}

    @Override
    public Reading read(Listed listed, Call call) {
      return Reading.gone("There is nothing.");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void everyMistake_isToldOnce(@TempDir Path folder) {
    Map<String, Supplier<String>> credentials = new LinkedHashMap<>();
    problems.application(credentials, IdForm.THE_THINGS_STACK, "a-b", () -> "secret");
    problems.application(credentials, IdForm.THE_THINGS_STACK, "app-1", () -> "secret");
    problems.application(credentials, IdForm.THE_THINGS_STACK, "app-1", () -> "secret");
    problems.concurrency(0);
    assertThat(problems.address("http://host")).isEmpty();
    assertThat(problems.address("http://host")).isEmpty();
    assertThat(problems.address(null)).isEmpty();
    assertThat(problems.address("host")).isPresent();
    problems.tls(folder.resolve("missing.pem"));

    assertThat(credentials).containsOnlyKeys("a-b", "app-1");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> problems.throwIfAny("open it"))
        .withMessageContaining("open it")
        .satisfies(
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p -> assertThat(p).contains("another form"),
                        p -> assertThat(p).contains("\"app-1\" was added twice"),
                        p -> assertThat(p).contains("concurrency is 0"),
                        p -> assertThat(p).contains("http://host"),
                        p -> assertThat(p).contains("missing.pem")));
  }

  @Test
  void copy_goesOnWithoutTheFirst() {
    new Problems(problems).add("something");

    assertThatCode(() -> problems.throwIfAny("open it")).doesNotThrowAnyException();
  }

  @Test
  void whatIsOpen_isClosedAgain_whereThereAreMistakes() {
    Opened source = new Opened();
    assertThat(problems.open("open it", () -> source)).isSameAs(source);
    assertThat(source.closed).isFalse();

    problems.add("the key is empty");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> problems.open("open it", () -> source));
    assertThat(source.closed).isTrue();
  }

  @Test
  void mistakesOfTheOpening_comeBesideTheOthers() {
    problems.add("the key is empty");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                problems.<Opened>open(
                    "open it",
                    () -> {
                      throw new ConfigurationException("open", "no address");
                    }))
        .satisfies(e -> assertThat(e.problems()).containsExactly("the key is empty", "no address"));
  }
}
