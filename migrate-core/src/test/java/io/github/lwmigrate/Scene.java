package io.github.lwmigrate;

import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.journal.DeviceState;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Delivery;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One origin, one target and one journal, which outlive the processes that work with them. */
final class Scene {

  final FakeNetwork network = new FakeNetwork();
  final SurvivingJournal journal = new SurvivingJournal();
  FakeSink target = new FakeSink();
  UnaryOperator<Migration.Builder> options = UnaryOperator.identity();
  int concurrency = 1;

  static Scene with(String... ids) {
    Scene scene = new Scene();
    for (String id : ids) {
      scene.network.add(FakeNetwork.device(id, id.startsWith("otaa")));
    }
    return scene;
  }

  /** Sessions move; downlinks are switched off at the origin. */
  static MigrationPolicy.Builder freezing() {
    return MigrationPolicy.withSession().disableDownlinks();
  }

  /** Sessions move; downlinks are switched off at the origin, and the device is deleted there. */
  static MigrationPolicy.Builder freezingAndDeleting() {
    return freezing().deleteSourceDevice();
  }

  /** Sessions stay behind; the device is deleted at the origin. */
  static MigrationPolicy.Builder deleting() {
    return MigrationPolicy.withoutSession().deleteSourceDevice();
  }

  /** Sessions stay behind, and the origin as it is. */
  static MigrationPolicy.Builder leaving() {
    return MigrationPolicy.withoutSession();
  }

  /** A migration in a process of its own. */
  Migration.Builder migration(MigrationPolicy.Builder policy, CrashPoint crash) {
    return options.apply(
        Migration.from(network.client(crash, concurrency))
            .to(target)
            .policy(policy.build())
            .journal(journal.reopened(crash))
            .checks(List.of()));
  }

  MigrationReport run(MigrationPolicy.Builder policy) {
    return migration(policy, CrashPoint.never()).build().run(Selection.all());
  }

  /** A run that dies at the first point of this name. */
  void runUntil(String point, MigrationPolicy.Builder policy) {
    CrashPoint crash = CrashPoint.at(point);
    migration(policy, crash).build().run(Selection.all());
    if (!crash.name().equals(point)) {
      throw new AssertionError("the run did not pass " + point + ", but " + crash.passed());
    }
  }

  MigrationReport resume(MigrationPolicy.Builder policy) {
    return migration(policy, CrashPoint.never()).build().resume(Selection.all());
  }

  MigrationReport retire(MigrationPolicy.Builder policy) {
    return migration(policy, CrashPoint.never()).build().retire(Selection.all());
  }

  MigrationReport rollback() {
    return rollback(CrashPoint.never());
  }

  MigrationReport rollback(CrashPoint crash) {
    return migration(leaving(), crash)
        .build()
        .rollback(Selection.all(), exported -> Optional.empty());
  }

  /** A target that certainly does not take a device. */
  static BiConsumer<Delivery, Call> refusing() {
    return (delivery, call) -> {
      throw new DeliveryRefusedException(
          MigrationException.builder(Stage.DELIVER, "store the device").because("it is refused"));
    };
  }

  /** A target that may have taken a device, or not. */
  static BiConsumer<Delivery, Call> uncertain() {
    return (delivery, call) -> {
      throw failure();
    };
  }

  /** An origin whose answer is lost. */
  static Consumer<String> lost() {
    return id -> {
      throw failure();
    };
  }

  static MigrationException failure() {
    return MigrationException.builder(Stage.DELIVER, "do as asked")
        .because("the answer was lost")
        .build();
  }

  JournaledDevice journaled(String id) {
    return journal.find(new DeviceRef("app-1", id)).orElseThrow();
  }

  DeviceState state(String id) {
    return journaled(id).state();
  }

  /** The device as the origin has it. */
  EndDevice atOrigin(String id) {
    return network.registration(id).device;
  }

  boolean isSilent(String id) {
    return network.registration(id).silent;
  }
}
