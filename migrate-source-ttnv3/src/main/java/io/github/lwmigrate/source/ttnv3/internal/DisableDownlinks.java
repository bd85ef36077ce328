package io.github.lwmigrate.source.ttnv3.internal;

import com.google.protobuf.FieldMask;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.grpc.RemoteException;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Right;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.stack.FieldPath;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Switches the downlinks of a device off at the Network Server, and on again. */
final class DisableDownlinks implements Retiring {

  static final String STEP = "network-server-disable-downlinks";

  private static final StackServer SERVER = StackServer.NETWORK_SERVER;
  private static final String SETTING = "mac_settings.schedule_downlinks";
  private static final String VALUE = SETTING + ".value";

  /** An image: the setting, and what tells that it is still the same device in the same session. */
  private static final List<String> IMAGE =
      List.of(
          "multicast",
          VALUE,
          "session.dev_addr",
          "session.keys.session_key_id",
          "session.last_conf_f_cnt_down",
          "session.last_n_f_cnt_down");

  private static final FieldMask IMAGE_MASK = FieldMask.newBuilder().addAllPaths(IMAGE).build();
  private static final FieldMask VALUE_MASK = FieldMask.newBuilder().addPaths(VALUE).build();

  // mac_settings_profile_ids, which has no name in the messages of this SDK.
  private static final int PROFILE = 58;

  private final StackClient client;
  private final StackWriter writer;
  private volatile boolean settable;
  private volatile boolean tooOld;

  DisableDownlinks(StackClient client, StackWriter writer) {
    this.client = client;
    this.writer = writer;
  }

  @Override
  public Assessment assess(Subject subject, Call call) {
    // Setting a field of a device that the server does not know would make one.
    EndDevice held = subject.parts().of(SERVER).orElse(null);
    if (held == null) {
      return new Assessment(List.of(), List.of());
    }
    List<String> missing =
        client.missingRights(
            subject.application(), List.of(Right.RIGHT_APPLICATION_DEVICES_WRITE), call);
    if (!missing.isEmpty()) {
      return StackRetirer.only(
          StackRetirer.rightsMissing(
              FindingCodes.DOWNLINKS_CANNOT_BE_DISABLED, "disable downlinks", missing));
    }
    if (Holdings.isSilent(held)) {
      return StackRetirer.only(
          Finding.of(
              Severity.NOTICE,
              FindingCodes.DOWNLINKS_ALREADY_DISABLED,
              SETTING,
              "The origin schedules no downlinks for the device already."));
    }
    if (held.getUnknownFields().hasField(PROFILE)) {
      return StackRetirer.only(
          impossible(
              subject,
              "mac_settings_profile_ids",
              "The device has its MAC settings from a profile that others share, so its downlinks"
                  + " cannot be disabled alone.",
              "Take the device out of the profile at the origin, or"));
    }
    if (!takesSetting(subject, call)) {
      return StackRetirer.only(
          impossible(
              subject,
              SETTING,
              "The Network Server of the origin is older than version 3.21 and cannot disable"
                  + " downlinks.",
              "Have the origin upgraded, or"));
    }
    Image before = new Image(SERVER, subject.sessionMoves(), Optional.of(imageOf(held)));
    EndDevice.Builder silent = before.held().toBuilder();
    silent.getMacSettingsBuilder().setScheduleDownlinks(BoolValue.getDefaultInstance());
    return new Assessment(
        List.of(
            new RetirementStep(
                subject.ref(),
                Retirement.DISABLE_DOWNLINKS,
                STEP,
                before.encode(),
                before.with(silent.build()).encode())),
        List.of());
  }

  private static Finding impossible(
      Subject subject, String field, String message, String otherwise) {
    return Finding.of(
            subject.sessionMoves() ? Severity.CONFIRM : Severity.WARNING,
            FindingCodes.DOWNLINKS_CANNOT_BE_DISABLED,
            field,
            message)
        .withRemedy(otherwise + " delete the device at the origin before the target answers it.");
  }

  /** Whether the server knows the setting: seen by reading it, once for each server. */
  private boolean takesSetting(Subject subject, Call call) {
    if (!settable && !tooOld) {
      try {
        client.get(SERVER, VALUE_MASK, subject.application(), subject.ref(), call);
        settable = true;
      } catch (RemoteException e) {
        if (!Registry.isForbiddenMask(e)) {
          throw e;
        }
        tooOld = true;
      }
    }
    return settable;
  }

  @Override
  public void apply(RetirementStep step, Application application, Call call) {
    EndDevice held =
        client
            .get(SERVER, IMAGE_MASK, application, step.device(), call)
            .orElseThrow(() -> gone(step));
    if (Holdings.isSilent(held)) {
      return;
    }
    EndDevice.Builder silent = EndDevice.newBuilder().setIds(Image.before(step).held().getIds());
    silent.getMacSettingsBuilder().setScheduleDownlinks(BoolValue.getDefaultInstance());
    EndDevice answer =
        writer.change(SERVER, application, held, silent.build(), VALUE_MASK.getPathsList(), call);
    if (!Holdings.isSilent(answer)) {
      throw MigrationException.builder(Stage.RETIRE, "disable downlinks")
          .device(step.device())
          .because("the Network Server took the change, but does not show it")
          .remedy("Look at the device at the origin, then start again.")
          .build();
    }
  }

  private static MigrationException gone(RetirementStep step) {
    return MigrationException.builder(Stage.RETIRE, "disable downlinks")
        .device(step.device())
        .because("the Network Server does not know the device any more")
        .remedy("Find out who deleted it at the origin.")
        .build();
  }

  @Override
  public Comparison compare(RetirementStep step, Application application, Call call) {
    EndDevice before = Image.before(step).held();
    EndDevice held = client.get(SERVER, IMAGE_MASK, application, step.device(), call).orElse(null);
    if (held == null || !isSameDevice(before, held)) {
      return Comparison.NEITHER;
    }
    if (Holdings.isSilent(held)) {
      return Comparison.AFTER;
    }
    return setting(held).equals(setting(before)) ? Comparison.BEFORE : Comparison.NEITHER;
  }

  /** Downlink counters may have grown before the step was done, but do not go back. */
  private static boolean isSameDevice(EndDevice before, EndDevice held) {
    return before.getSession().getDevAddr().equals(held.getSession().getDevAddr())
        && before
            .getSession()
            .getKeys()
            .getSessionKeyId()
            .equals(held.getSession().getKeys().getSessionKeyId())
        && Counters.DOWNLINK.stream().noneMatch(c -> Counters.isBehind(c, held, before));
  }

  private static Optional<BoolValue> setting(EndDevice device) {
    MACSettings settings = device.getMacSettings();
    return settings.hasScheduleDownlinks()
        ? Optional.of(settings.getScheduleDownlinks())
        : Optional.empty();
  }

  @Override
  public List<Finding> restore(
      RetirementStep step, Application application, Optional<EndDevice> latest, Call call) {
    EndDevice before = Image.before(step).held();
    EndDevice held = client.get(SERVER, IMAGE_MASK, application, step.device(), call).orElse(null);
    if (held == null) {
      return List.of(
          StackRetirer.notRestored(
              Severity.WARNING,
              SETTING,
              "The Network Server does not know the device any more, so downlinks were not"
                  + " switched on."));
    }
    List<String> paths = new ArrayList<>();
    EndDevice.Builder awake = held.toBuilder().setIds(before.getIds());
    latest.ifPresent(form -> paths.addAll(Counters.advance(SERVER, awake, form)));
    if (Holdings.isSilent(held)) {
      paths.add(wake(awake, before));
    }
    if (!paths.isEmpty()) {
      writer.change(SERVER, application, held, awake.build(), paths, call);
    }
    latest.ifPresent(form -> advanceApplicationSession(step, application, form, call));
    return List.of();
  }

  /** The setting as it was. A multicast group may not have it on, which it is anyway. */
  private static String wake(EndDevice.Builder device, EndDevice before) {
    Optional<BoolValue> setting = setting(before).filter(value -> !before.getMulticast());
    setting.ifPresentOrElse(
        value -> device.getMacSettingsBuilder().setScheduleDownlinks(value),
        () -> device.getMacSettingsBuilder().clearScheduleDownlinks());
    return setting.isPresent() ? VALUE : SETTING;
  }

  private void advanceApplicationSession(
      RetirementStep step, Application application, EndDevice latest, Call call) {
    StackServer server = StackServer.APPLICATION_SERVER;
    FieldMask mask =
        FieldMask.newBuilder()
            .addPaths("session.dev_addr")
            .addPaths("session.keys.session_key_id")
            .addPaths("session.last_a_f_cnt_down")
            .build();
    client
        .get(server, mask, application, step.device(), call)
        .ifPresent(
            held -> {
              EndDevice.Builder advanced = held.toBuilder();
              List<String> behind = Counters.advance(server, advanced, latest);
              if (!behind.isEmpty()) {
                writer.change(server, application, held, advanced.build(), behind, call);
              }
            });
  }

  @Override
  public void putBack(EndDevice recorded, Parts parts) {
    parts.of(SERVER).ifPresent(held -> parts.put(SERVER, Holdings.thawed(held, recorded)));
  }

  private static EndDevice imageOf(EndDevice held) {
    EndDevice.Builder image = EndDevice.newBuilder().setIds(held.getIds());
    IMAGE.forEach(path -> FieldPath.ofDevice(path).copy(held, image));
    return image.build();
  }
}
