package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.RateLimit;
import io.github.lwmigrate.spi.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A network that takes one call every twenty seconds, and a clock that only waiting moves. */
class RateLimitTest {

  @Test
  void limitedNetwork_isReadInFull_withoutMoreRefusalsThanWaits() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (Origin origin =
        Origin.of(
            network ->
                network
                    .clock(now::get)
                    .rateLimit(new RateLimit(3, 1))
                    .application(Origin.APP, Fleet.seeded(1, 3500)))) {
      List<Duration> pauses = origin.call.pauses;
      origin.call.onPause = () -> now.updateAndGet(t -> t.plus(pauses.get(pauses.size() - 1)));

      List<Listed> listed = origin.list(Selection.all());
      for (int i = 0; i < 5; i++) {
        assertThat(origin.source.read(listed.get(i), origin.call).device()).isPresent();
        assertThat(origin.source.read(listed.get(i), origin.call).device()).isPresent();
      }

      assertThat(listed).hasSize(3500);
      assertThat(pauses)
          .isNotEmpty()
          .allMatch(pause -> pause.compareTo(Duration.ofSeconds(25)) < 0);
      assertThat(origin.stack.operations())
          .filteredOn(operation -> operation.status().contains("rate_limit_exceeded"))
          .hasSizeLessThanOrEqualTo(3 * pauses.size());
    }
  }
}
