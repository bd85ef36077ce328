package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollisionsTest {

  private static final ByteString EUI = ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

  @Test
  void sameId_theFirstStands_everyLaterOneIsRejectedAndNamesIt() {
    MigrationReport report =
        plan(6, i -> FakeSource.device(i).withDeviceId(i % 2 == 0 ? "dev_a" : "dev-" + i));
    assertThat(report.outcomes().stream().map(Outcome::status))
        .containsExactly(
            Status.PLANNED,
            Status.PLANNED,
            Status.REJECTED,
            Status.PLANNED,
            Status.REJECTED,
            Status.PLANNED);
    Finding finding = findings(report, 4).get(0);
    assertThat(finding.code()).isEqualTo(FindingCodes.DEVICE_ID_COLLISION);
    assertThat(finding.field()).isEqualTo("ids.device_id");
    assertThat(finding.message()).contains("position 1").contains("dev-a");
    assertThat(finding.remedy()).isNotEmpty();
  }

  @Test
  void sameId_madeByTheRules_isFoundToo() {
    MigrationReport report =
        plan(2, i -> FakeSource.device(i).withDeviceId(i == 0 ? "dev_a" : "dev-a"));
    assertThat(report.count(Status.REJECTED)).isEqualTo(1);
  }

  @Test
  void samePairOfEuis_isRejected_sharedOnesAreNot() {
    MigrationReport report = plan(4, i -> withEuis(i, EUI, i < 2 ? eui(i) : eui(0)));
    assertThat(report.count(Status.REJECTED)).isEqualTo(2);
    Finding finding = findings(report, 3).get(0);
    assertThat(finding.code()).isEqualTo(FindingCodes.EUI_COLLISION);
    assertThat(finding.message()).contains("position 1");
  }

  @Test
  void devicesThatLackAnEui_neverCollide() {
    MigrationReport report = plan(4, i -> withEuis(i, EUI, ByteString.EMPTY));
    assertThat(report.count(Status.PLANNED)).isEqualTo(4);
  }

  @Test
  void rejectedDevice_doesNotTakeTheId() {
    MigrationReport report =
        Migration.from(
                new FakeSource(2, 1)
                    .reading((i, call) -> Reading.of(FakeSource.device(i).withDeviceId("same"))))
            .policy(MigrationPolicy.withoutSession().withoutOldId().build())
            .checks(
                List.of(
                    (candidate, findings) -> {
                      if (candidate.original().toProto().getName().isEmpty()) {
                        findings.accept(Finding.of(Severity.WARNING, "no-name", "name", "none"));
                      }
                    },
                    new FirstIsBad()))
            .build()
            .plan(Selection.all());
    assertThat(report.outcomes().stream().map(Outcome::status))
        .containsExactly(Status.REJECTED, Status.PLANNED);
  }

  private static final class FirstIsBad implements io.github.lwmigrate.check.DeviceCheck {
    private boolean first = true;

    @Override
    public void check(
        io.github.lwmigrate.check.Candidate candidate,
        java.util.function.Consumer<? super Finding> findings) {
      if (first) {
        first = false;
        findings.accept(Finding.of(Severity.ERROR, "bad", "", "bad"));
      }
    }
  }

  private static List<Finding> findings(MigrationReport report, int index) {
    return report.outcomes().get(index).findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .toList();
  }

  private static MigrationReport plan(
      int devices, java.util.function.IntFunction<EndDevice> device) {
    return Migration.from(
            new FakeSource(devices, 2).reading((i, call) -> Reading.of(device.apply(i))))
        .policy(MigrationPolicy.withoutSession().build())
        .checks(List.of())
        .build()
        .plan(Selection.all());
  }

  private static EndDevice withEuis(int number, ByteString join, ByteString dev) {
    return FakeSource.device(number)
        .with(message -> message.getIdsBuilder().setJoinEui(join).setDevEui(dev));
  }

  private static ByteString eui(int number) {
    return ByteString.copyFrom(new byte[] {7, 0, 0, 0, 0, 0, 0, (byte) number});
  }
}
