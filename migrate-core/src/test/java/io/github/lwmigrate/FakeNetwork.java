package io.github.lwmigrate;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.spi.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * An origin with two registries, of which the second one lists. Devices answer until they are
 * silenced or deleted. It outlives the run that reads it, so that a test can look at it after a
 * crash.
 */
final class FakeNetwork {

  /** What a registry knows of a device. */
  static final class Registration {
    EndDevice device;
    boolean silent;
    boolean inFirst = true;
    boolean inSecond = true;

    Registration(EndDevice device) {
      this.device = device;
    }
  }

  final Map<String, Registration> devices = new TreeMap<>();
  final List<String> changes = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Consumer<String>> events = new ConcurrentHashMap<>();

  /**
   * Something happens at the origin while a client is at work.
   *
   * @param event {@code list}, {@code read}, {@code read frozen}, {@code compare}, {@code before}
   *     or {@code after} a step, {@code restore} a step
   * @param action takes the device id; what it throws is the answer that the client gets
   */
  FakeNetwork on(String event, Consumer<String> action) {
    events.put(event, action);
    return this;
  }

  /** Nothing happens any more. */
  void calm() {
    events.clear();
  }

  private void happen(String event, String id) {
    events.getOrDefault(event, any -> {}).accept(id);
  }

  FakeNetwork add(EndDevice device) {
    devices.put(device.deviceId(), new Registration(device));
    return this;
  }

  static EndDevice device(String id, boolean joins) {
    ByteString eui = ByteString.copyFromUtf8((id + "--------").substring(0, 8));
    return EndDevice.create(
        message -> {
          message
              .getIdsBuilder()
              .setDeviceId(id)
              .setDevEui(eui)
              .setJoinEui(eui)
              .getApplicationIdsBuilder()
              .setApplicationId("app-1");
          message.setSupportsJoin(joins).setLorawanVersion(MACVersion.MAC_V1_0_3);
          message
              .getSessionBuilder()
              .setDevAddr(eui.substring(0, 4))
              .setLastFCntUp(3)
              .setLastNFCntDown(7)
              .getKeysBuilder()
              .setSessionKeyId(joins ? eui : ByteString.EMPTY)
              .getFNwkSIntKeyBuilder()
              .setKey(eui.concat(eui));
        });
  }

  Registration registration(String id) {
    return Objects.requireNonNull(devices.get(id), id);
  }

  /** Sends a downlink, if the device is still answered. */
  boolean downlink(String id) {
    Registration registration = devices.get(id);
    if (registration == null || registration.silent || !registration.inFirst) {
      return false;
    }
    count(id);
    return true;
  }

  /** The downlink counter moves, whatever the setting of the device. */
  void count(String id) {
    Registration registration = registration(id);
    registration.device =
        registration.device.with(
            message ->
                message
                    .getSessionBuilder()
                    .setLastNFCntDown(message.getSession().getLastNFCntDown() + 1));
  }

  /** The device sends, which nothing at the origin prevents. */
  void uplink(String id) {
    Registration registration = registration(id);
    registration.device =
        registration.device.with(
            message ->
                message
                    .getSessionBuilder()
                    .setLastFCntUp(message.getSession().getLastFCntUp() + 1));
  }

  /** The device takes another session. */
  void join(String id) {
    Registration registration = registration(id);
    registration.device =
        registration.device.with(
            message ->
                message
                    .getSessionBuilder()
                    .setLastNFCntDown(0)
                    .getKeysBuilder()
                    .setSessionKeyId(ByteString.copyFromUtf8("another session")));
  }

  boolean holds(String id) {
    Registration registration = devices.get(id);
    return registration != null && registration.inFirst && registration.inSecond;
  }

  /** A client of this network in a process that may die. */
  Source client(CrashPoint crash, int concurrency) {
    return new Client(crash, concurrency);
  }

  private final class Client implements Source, Retirer {

    private static final String SILENCE = "silence";
    private static final String FIRST = "first-delete";
    private static final String SECOND = "second-delete";

    private final CrashPoint crash;
    private final int concurrency;

    Client(CrashPoint crash, int concurrency) {
      this.crash = crash;
      this.concurrency = concurrency;
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      crash.pass("before list");
      call.throwIfCancelled();
      happen("list", "");
      if (selection.devices().isPresent()) {
        selection.devices().get().forEach(ref -> receiver.accept(Listed.of(ref)));
        return;
      }
      List<String> ids;
      synchronized (devices) {
        ids =
            devices.entrySet().stream()
                .filter(entry -> entry.getValue().inSecond)
                .map(Map.Entry::getKey)
                .toList();
      }
      for (String id : ids) {
        receiver.accept(
            Listed.of(registration(id).device.ref()).carrying(id.getBytes(StandardCharsets.UTF_8)));
      }
    }

    @Override
    public Reading read(Listed listed, Call call) {
      crash.pass("before read");
      call.throwIfCancelled();
      happen("read", listed.ref().deviceId());
      return reading(listed);
    }

    private Reading reading(Listed listed) {
      synchronized (devices) {
        Registration registration = devices.get(listed.ref().deviceId());
        if (registration == null || !registration.inSecond) {
          return Reading.gone("It is not there.");
        }
        // The first registry has the session.
        return Reading.of(
            registration.inFirst
                ? registration.device
                : registration.device.with(message -> message.clearSession()));
      }
    }

    @Override
    public int maxConcurrency() {
      return concurrency;
    }

    @Override
    public Optional<Retirer> retirer() {
      return Optional.of(this);
    }

    @Override
    public String identity() {
      return "fake network";
    }

    @Override
    public Set<Retirement> supported() {
      return Set.of(Retirement.DISABLE_DOWNLINKS, Retirement.DELETE);
    }

    @Override
    public Assessment assess(RetirementRequest request, Call call) {
      EndDevice device = request.reading().device().orElseThrow();
      byte[] image = device.toProto().toByteArray();
      DeviceRef ref = device.ref();
      return new Assessment(
          request.wanted() == Retirement.DELETE
              ? List.of(
                  new RetirementStep(ref, Retirement.DELETE, FIRST, image, new byte[0]),
                  new RetirementStep(ref, Retirement.DELETE, SECOND, image, new byte[0]))
              : List.of(
                  new RetirementStep(ref, Retirement.DISABLE_DOWNLINKS, SILENCE, image, image)),
          List.of());
    }

    @Override
    public void apply(RetirementStep step, Call call) {
      crash.pass("before " + step.name());
      call.throwIfCancelled();
      happen("before " + step.name(), step.device().deviceId());
      synchronized (devices) {
        changes.add(step.name() + " " + step.device().deviceId());
        Registration registration = registration(step.device().deviceId());
        switch (step.name()) {
          case SILENCE -> registration.silent = true;
          case FIRST -> registration.inFirst = false;
          default -> registration.inSecond = false;
        }
      }
      crash.pass("after " + step.name());
      happen("after " + step.name(), step.device().deviceId());
      call.throwIfCancelled();
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      crash.pass("before compare");
      call.throwIfCancelled();
      happen("compare", step.device().deviceId());
      synchronized (devices) {
        Registration registration = registration(step.device().deviceId());
        if (step.name().equals(SILENCE) && !registration.inFirst) {
          return Comparison.NEITHER;
        }
        boolean done =
            switch (step.name()) {
              case SILENCE -> registration.silent;
              case FIRST -> !registration.inFirst;
              default -> !registration.inSecond;
            };
        if (done) {
          return Comparison.AFTER;
        }
        EndDevice before = image(step);
        boolean same =
            step.name().equals(SILENCE)
                ? before
                    .toProto()
                    .getSession()
                    .getKeys()
                    .getSessionKeyId()
                    .equals(registration.device.toProto().getSession().getKeys().getSessionKeyId())
                : withoutUplinks(before).equals(withoutUplinks(registration.device));
        return same ? Comparison.BEFORE : Comparison.NEITHER;
      }
    }

    private EndDevice withoutUplinks(EndDevice device) {
      return device.with(
          message -> {
            if (message.hasSession()) {
              message.getSessionBuilder().clearLastFCntUp();
            }
          });
    }

    private EndDevice image(RetirementStep step) {
      try {
        return EndDevice.of(
            io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.parseFrom(step.before()));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("the image was damaged", e);
      }
    }

    @Override
    public Reading readFrozen(
        Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call) {
      crash.pass("before read frozen");
      call.throwIfCancelled();
      String id = listed.ref().deviceId();
      if (!id.equals(new String(listed.carried(), StandardCharsets.UTF_8))) {
        throw new IllegalStateException("the entry does not carry what the listing gave it");
      }
      happen("read frozen", id);
      return reading(listed);
    }

    @Override
    public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
      crash.pass("before restore");
      call.throwIfCancelled();
      happen("restore " + step.name(), step.device().deviceId());
      synchronized (devices) {
        changes.add("restore " + step.name() + " " + step.device().deviceId());
        Registration registration = registration(step.device().deviceId());
        switch (step.name()) {
          case SILENCE -> registration.silent = false;
          case FIRST -> registration.inFirst = true;
          default -> registration.inSecond = true;
        }
        if (!step.retirement().isFreeze()) {
          registration.device = latest.orElse(image(step));
        }
      }
      crash.pass("after restore");
      return List.of();
    }
  }
}
