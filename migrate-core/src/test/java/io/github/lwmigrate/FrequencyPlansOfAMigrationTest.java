package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.spi.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrequencyPlansOfAMigrationTest {

  private static final FrequencyPlans OWN =
      new FrequencyPlans() {
        @Override
        public List<FrequencyPlanSummary> list() {
          return List.of();
        }

        @Override
        public Optional<FrequencyPlan> find(String id) {
          return Optional.of(FrequencyPlan.builder(id, "EU_863_870").build());
        }
      };

  @Test
  void frequencyPlans_areThoseTheMigrationIsGiven() {
    assertThat(codes(migration("OWN"))).contains(FindingCodes.FREQUENCY_PLAN_UNKNOWN);
    assertThat(codes(migration("OWN").frequencyPlans(OWN)))
        .doesNotContain(FindingCodes.FREQUENCY_PLAN_UNKNOWN);
  }

  @Test
  void moreChecks_comeAfterThose() {
    Finding found = Finding.of(Severity.NOTICE, "own-check", "", "Seen.");
    assertThat(
            codes(
                migration("OWN")
                    .check((candidate, findings) -> findings.accept(found))
                    .frequencyPlans(OWN)))
        .contains("own-check", FindingCodes.PHY_VERSION_MISSING);
    assertThat(
            codes(
                migration("OWN")
                    .check((candidate, findings) -> findings.accept(found))
                    .checks(List.of())))
        .doesNotContain("own-check", FindingCodes.PHY_VERSION_MISSING);
  }

  private static Migration.Builder migration(String planId) {
    return Migration.from(
            new FakeSource(1, 1)
                .reading(
                    (number, call) ->
                        Reading.of(
                            FakeSource.device(number)
                                .with(message -> message.setFrequencyPlanId(planId)))))
        .policy(MigrationPolicy.withoutSession().build());
  }

  private static List<String> codes(Migration.Builder migration) {
    return migration.build().plan(Selection.all()).outcomes().get(0).findings().stream()
        .map(Finding::code)
        .toList();
  }
}
