package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replaces the root keys of a device at the Join Server, and puts them back. Both keys: a Join
 * Server takes the NwkKey where it has one, also for versions before 1.1.
 */
final class InvalidateAppKey implements Retiring {

  static final String STEP = "join-server-invalidate-app-key";

  private static final StackServer SERVER = StackServer.JOIN_SERVER;

  /** Single keys: with their parent a Join Server refuses a device that has a NwkKey alone. */
  private static final List<String> KEYS =
      List.of("root_keys.app_key.key", "root_keys.nwk_key.key");

  private static final FieldMask KEYS_MASK = FieldMask.newBuilder().addAllPaths(KEYS).build();

  private final StackClient client;
  private final StackWriter writer;
  private final SecureRandom random = new SecureRandom();

  InvalidateAppKey(StackClient client, StackWriter writer) {
    this.client = client;
    this.writer = writer;
  }

  @Override
  public Assessment assess(Subject subject, Call call) {
    if (!subject.joins()) {
      return new Assessment(List.of(), List.of());
    }
    EndDevice held = subject.parts().of(SERVER).orElse(null);
    if (held == null || KEYS.stream().allMatch(path -> key(held, path).isEmpty())) {
      return StackRetirer.only(impossible(subject));
    }
    List<String> missing =
        client.missingRights(
            subject.application(),
            List.of(
                Right.RIGHT_APPLICATION_DEVICES_WRITE, Right.RIGHT_APPLICATION_DEVICES_WRITE_KEYS),
            call);
    if (!missing.isEmpty()) {
      return StackRetirer.only(
          StackRetirer.rightsMissing(
              FindingCodes.APP_KEY_CANNOT_BE_INVALIDATED, "replace root keys", missing));
    }
    EndDevice before = imageOf(held);
    EndDevice after = withTombstones(before);
    if (after.equals(before)) {
      return StackRetirer.only(
          Finding.of(
              Severity.NOTICE,
              FindingCodes.APP_KEY_ALREADY_INVALIDATED,
              "root_keys",
              "The root keys at the origin are replaced already."));
    }
    Image image = new Image(SERVER, subject.sessionMoves(), Optional.of(before));
    return new Assessment(
        List.of(
            new RetirementStep(
                subject.ref(),
                Retirement.INVALIDATE_APP_KEY,
                STEP,
                image.encode(),
                image.with(after).encode())),
        List.of());
  }

  private static Finding impossible(Subject subject) {
    return Finding.of(
            subject.sessionMoves() ? Severity.CONFIRM : Severity.WARNING,
            FindingCodes.APP_KEY_CANNOT_BE_INVALIDATED,
            "root_keys",
            "The Join Server of the origin has no root keys of the device that could be replaced.")
        .withRemedy(
            "Make sure that the Join Server that has them does not accept joins through the"
                + " origin.");
  }

  private EndDevice withTombstones(EndDevice before) {
    DevEui devEui = DevEui.of(before.getIds().getDevEui().toByteArray());
    EndDevice.Builder after = before.toBuilder();
    for (String path : KEYS) {
      ByteString key = key(before, path);
      if (!key.isEmpty() && !Holdings.isTombstone(key, before.getIds())) {
        FieldPath.ofDevice(path)
            .set(after, ByteString.copyFrom(Tombstone.create(random, devEui).toBytes()));
      }
    }
    return after.build();
  }

  @Override
  public void apply(RetirementStep step, Application application, Call call) {
    EndDevice held = held(step, application, call);
    EndDevice after = Image.after(step).held();
    switch (compare(held, step)) {
      case BEFORE -> set(application, held, after, present(after), call);
      case AFTER -> {}
      case NEITHER ->
          throw MigrationException.builder(Stage.RETIRE, "replace the root keys")
              .device(step.device())
              .because(
                  "the Join Server has other keys than those that were recorded, or does not know"
                      + " the device any more")
              .remedy("Find out who changed the device at the origin, then read it again.")
              .build();
    }
  }

  private void set(
      Application application, EndDevice held, EndDevice device, List<String> paths, Call call) {
    EndDevice answer = writer.change(SERVER, application, held, device, paths, call);
    if (KEYS.stream()
        .anyMatch(path -> paths.contains(path) && !key(answer, path).equals(key(device, path)))) {
      throw MigrationException.builder(Stage.RETIRE, "replace the root keys")
          .device(new DeviceRef(application.id(), device.getIds().getDeviceId()))
          .because("the Join Server took the keys, but does not show them")
          .remedy("Look at the device at the origin, then start again.")
          .build();
    }
  }

  @Override
  public Comparison compare(RetirementStep step, Application application, Call call) {
    return compare(held(step, application, call), step);
  }

  /** The root keys as they are; none if the server does not know the device. */
  private EndDevice held(RetirementStep step, Application application, Call call) {
    return client
        .get(SERVER, KEYS_MASK, application, step.device(), call)
        .orElseGet(EndDevice::getDefaultInstance);
  }

  private static Comparison compare(EndDevice held, RetirementStep step) {
    if (hasKeysOf(Image.before(step).held(), held)) {
      return Comparison.BEFORE;
    }
    return hasKeysOf(Image.after(step).held(), held) ? Comparison.AFTER : Comparison.NEITHER;
  }

  private static boolean hasKeysOf(EndDevice image, EndDevice held) {
    return KEYS.stream().allMatch(path -> key(image, path).equals(key(held, path)));
  }

  @Override
  public List<Finding> restore(
      RetirementStep step, Application application, Optional<EndDevice> latest, Call call) {
    EndDevice held = client.get(SERVER, application, step.device(), call).orElse(null);
    if (held == null) {
      return List.of(
          StackRetirer.notRestored(
              Severity.WARNING,
              "root_keys",
              "The Join Server does not know the device any more, so its root keys were not put"
                  + " back."));
    }
    EndDevice before = Image.before(step).held();
    EndDevice after = Image.after(step).held();
    List<Finding> findings = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    EndDevice.Builder restored = held.toBuilder();
    latest.ifPresent(form -> paths.addAll(Counters.advance(SERVER, restored, form)));
    for (String path : KEYS) {
      ByteString key = key(held, path);
      if (key.equals(key(before, path))) {
        continue;
      }
      if (key.equals(key(after, path))) {
        FieldPath.ofDevice(path).set(restored, key(before, path));
        paths.add(path);
      } else {
        findings.add(
            StackRetirer.notRestored(
                Severity.WARNING,
                path,
                "Somebody gave the device another key at the origin, which was left there."));
      }
    }
    if (!paths.isEmpty()) {
      set(application, held, restored.build(), paths, call);
    }
    return findings;
  }

  @Override
  public void putBack(EndDevice recorded, Parts parts) {
    parts.of(SERVER).ifPresent(held -> parts.put(SERVER, Holdings.thawed(held, recorded)));
  }

  private static List<String> present(EndDevice device) {
    return KEYS.stream().filter(path -> !key(device, path).isEmpty()).toList();
  }

  /** A key; empty for none, and for one of zeros, which means the same. */
  private static ByteString key(EndDevice device, String path) {
    ByteString key = (ByteString) FieldPath.ofDevice(path).get(device).orElse(ByteString.EMPTY);
    for (int i = 0; i < key.size(); i++) {
      if (key.byteAt(i) != 0) {
        return key;
      }
    }
    return ByteString.EMPTY;
  }

  private static EndDevice imageOf(EndDevice held) {
    EndDevice.Builder image = EndDevice.newBuilder().setIds(held.getIds());
    for (String path : KEYS) {
      ByteString key = key(held, path);
      if (!key.isEmpty()) {
        FieldPath.ofDevice(path).set(image, key);
      }
    }
    return image.build();
  }
}
