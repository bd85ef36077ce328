package io.github.lwmigrate.source.ttnv3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.Migration;
import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.Operation;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import io.github.lwmigrate.stack.StackVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeApplicationTest {

  /** Times of the servers differ; the Identity Server has these two messages also when empty. */
  private static final Set<String> NOT_COMPARED =
      Set.of("created_at", "updated_at", "version_ids", "lora_alliance_profile_ids");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyFieldOfEveryServer_isInTheDevice(long seed) {
    try (Origin origin =
        Origin.of(network -> network.application(Origin.APP, Fleet.seeded(seed, 120)))) {
      List<Listed> listed = origin.list(Selection.all());
      assertThat(listed).hasSize(120);
      for (Listed entry : listed) {
        Reading reading = origin.source.read(entry, origin.call);
        EndDevice device = reading.device().orElseThrow().toProto();
        assertThat(reading.findings()).as(entry.label()).isEmpty();
        for (StackServer server : StackServer.values()) {
          origin
              .stack
              .registered(server, Origin.APP, entry.ref().deviceId())
              .ifPresent(part -> assertHolds(device, part, entry.label() + " " + server));
        }
      }
      assertThat(origin.methods()).allMatch(method -> method.matches(".*/(Get|List|ListRights)"));
    }
  }

  private static void assertHolds(EndDevice device, EndDevice part, String what) {
    for (String leaf : FieldPath.setLeaves(part)) {
      if (!NOT_COMPARED.contains(leaf)) {
        FieldPath path = FieldPath.ofDevice(leaf);
        assertThat(path.get(device).equals(path.get(part))).as(what + " " + leaf).isTrue();
      }
    }
  }

  @Test
  void migration_deliversEveryDeviceInOrder() {
    try (Origin origin =
            Origin.of(
                network -> network.application(Origin.APP, Fleet.seeded(7, 1500)),
                source -> source.concurrency(8));
        Sink sink = new Collector()) {
      MigrationReport report =
          Migration.from(origin.source)
              .to(sink)
              .policy(MigrationPolicy.withSession().leaveOriginLive().build())
              .build()
              .run(Selection.all());

      assertThat(report.failure()).isEmpty();
      assertThat(((Collector) sink).ids).hasSize(1500).doesNotHaveDuplicates();
      assertThat(((Collector) sink).ids).isSorted();
      assertThat(origin.methods().stream().filter(m -> m.equals("EndDeviceRegistry/List")).count())
          .isLessThanOrEqualTo(3);
      assertThat(origin.methods()).doesNotContain("EndDeviceRegistry/Get");
    }
  }

  @Test
  void oldServer_isReadByManyThreads() {
    try (Origin origin =
            Origin.of(
                network ->
                    network
                        .version(StackVersion.of("3.20.0"))
                        .application(Origin.APP, Fleet.seeded(9, 300)));
        Sink sink = new Collector()) {
      MigrationReport report =
          Migration.from(origin.source)
              .to(sink)
              .policy(MigrationPolicy.withSession().leaveOriginLive().build())
              .build()
              .run(Selection.all());

      assertThat(report.failure()).isEmpty();
      assertThat(((Collector) sink).ids).hasSize(300);
      assertThat(origin.stack.operations())
          .filteredOn(
              o ->
                  o.method().equals("NsEndDeviceRegistry/Get")
                      && o.status().contains("field_mask_paths"))
          .hasSizeBetween(1, origin.source.maxConcurrency());
    }
  }

  @Test
  void awkwardDevices_areReadWithFindingsOrSkipped_neverInSilence() {
    try (Origin origin =
        Origin.of(
            network ->
                network.application(Origin.APP, Fleet.seeded(3, 200).withAwkwardDevices()))) {
      List<String> codes = new ArrayList<>();
      for (Listed entry : origin.list(Selection.all())) {
        Reading reading = origin.source.read(entry, origin.call);
        assertThat(reading.device()).as(entry.label()).isPresent();
        reading.findings().stream().map(Finding::code).forEach(codes::add);
      }
      assertThat(codes)
          .contains(
              "network-server-absent",
              "application-server-absent",
              "join-server-absent",
              "session-differs");
    }
  }

  @Test
  void networkServer_isAskedLast_whenSessionsMove() {
    try (Origin origin =
        Origin.of(network -> network.application(Origin.APP, Fleet.seeded(1, 1)))) {
      Listed entry = origin.list(Selection.all()).get(0);
      origin.stack.clearOperations();
      origin.source.read(entry, origin.call);

      assertThat(origin.methods()).last().isEqualTo("NsEndDeviceRegistry/Get");
      assertThat(origin.stack.operations()).extracting(Operation::deviceId).doesNotContain("");
    }
  }

  private static final class Collector implements Sink {
    final List<String> ids = new ArrayList<>();

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      ids.add(delivery.origin().deviceId());
      return new Receipt("memory");
    }
  }
}
