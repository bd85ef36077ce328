package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionSet;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.SinkProvider;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers found by service files made up for each test, through the thread's class loader. */
class ProviderLookupTest {

  @TempDir Path folder;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restoreClassLoader() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void none_namesTheArtifactToAdd() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Sources.provider("ttnv3"))
        .withMessageContaining("no source was found")
        .withMessageContaining("migrate-source-ttnv3");
    assertThat(Sources.providers()).isEmpty();
  }

  @Test
  void unknownId_namesTheKnownOnes() throws IOException {
    provide(SourceProvider.class, Beta.class, Alpha.class);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Sources.provider("gamma"))
        .withMessageContaining("\"gamma\"")
        .withMessageContaining("known are alpha, beta");
  }

  @Test
  void providers_areSortedById_eachOnce_andFoundByAliasToo() throws IOException {
    provide(SourceProvider.class, Beta.class, Alpha.class);
    assertThat(Sources.providers()).extracting(SourceProvider::id).containsExactly("alpha", "beta");
    assertThat(Sources.provider("alpha")).isInstanceOf(Alpha.class);
    assertThat(Sources.provider("first")).isInstanceOf(Alpha.class);
  }

  @Test
  void sameName_isRefusedForEveryLookup_andNamesBothClasses() throws IOException {
    provide(SourceProvider.class, Alpha.class, AlphaAgain.class, Beta.class);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Sources.provider("beta"))
        .withMessageContaining("\"first\"")
        .withMessageContaining(Alpha.class.getName())
        .withMessageContaining(AlphaAgain.class.getName());
  }

  @Test
  void brokenProvider_isNotSkipped() throws IOException {
    provide(SourceProvider.class, Alpha.class, Broken.class);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Sources.provider("alpha"))
        .withMessageContaining(Broken.class.getName());
    service(SourceProvider.class, "not.there.Provider");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(Sources::providers)
        .withMessageContaining("not.there.Provider");
  }

  @Test
  void open_checksOptionsFirst_andReadsNoEnvironment() throws IOException {
    provide(SourceProvider.class, Alpha.class);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Sources.open("alpha", Map.of("nmae", "x")))
        .satisfies(e -> assertThat(e.problems()).hasSize(2));
    try (Source source = Sources.open("first", Map.of("name", "x"))) {
      assertThat(source.identity()).isEqualTo("x");
    }
  }

  @Test
  void sinks_areFoundInTheSameWay() throws IOException {
    provide(SinkProvider.class, Store.class);
    try (Sink sink = Sinks.open("store", Map.of())) {
      assertThat(sink).isInstanceOf(FakeSink.class);
    }
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Sinks.provider("other"))
        .withMessageContaining("known are store")
        .withMessageContaining("migrate-sink-other");
  }

  private void provide(Class<?> service, Class<?>... providers) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Class<?> provider : providers) {
      lines.append(provider.getName()).append('\n');
    }
    service(service, lines.toString());
  }

  private void service(Class<?> service, String lines) throws IOException {
    Path file = folder.resolve("META-INF/services/" + service.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, lines);
    Thread.currentThread()
        .setContextClassLoader(
            new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, ProviderLookupTest.class.getClassLoader()));
  }

  /** A provider with an alias. */
  public static class Alpha implements SourceProvider {
    @Override
    public String id() {
      return "alpha";
    }

    @Override
    public Set<String> aliases() {
      return Set.of("first");
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public OptionSet options() {
      return OptionSet.of(
          Option.text("name", "NAME", "a name").environment("PATH").required().build());
    }

    @Override
    public Source open(OptionValues values) {
      return new FakeSource(1, 1) {
        @Override
        public String identity() {
          return values.require("name");
        }
      };
    }
  }

  /** A provider whose alias is another's alias. */
  public static class AlphaAgain extends Alpha {
    @Override
    public String id() {
      return "again";
    }
  }

  /** Another provider. */
  public static class Beta extends Alpha {
    @Override
    public String id() {
      return "beta";
    }

    @Override
    public Set<String> aliases() {
      return Set.of();
    }
  }

  /** A provider that cannot be made. */
  public static class Broken extends Beta {
    /** Fails. */
    public Broken() {
      throw new IllegalStateException("broken");
    }
  }

  /** A provider of sinks. */
  public static class Store implements SinkProvider {
    @Override
    public String id() {
      return "store";
    }

    @Override
    public String description() {
      return "";
    }

    @Override
    public OptionSet options() {
      return OptionSet.of();
    }

    @Override
    public Sink open(OptionValues values) {
      return new FakeSink();
    }
  }
}
