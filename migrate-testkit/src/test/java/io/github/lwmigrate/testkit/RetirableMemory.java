package io.github.lwmigrate.testkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.Tombstone;
import io.github.lwmigrate.proto.ttn.lorawan.v3.BoolValue;
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
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One device in memory, seen through a retirer that may have a defect. */
final class RetirableMemory implements RetirerFixture {

  static final String SECRET = "NNSXS.TESTKIT.SECRET";
  static final DeviceRef REF = new DeviceRef("app-1", "dev-1");

  final AtomicLong calls = new AtomicLong();
  final boolean[] answerLost = new boolean[1];
  @Nullable EndDevice device = device("first", 0x90);
  private final UnaryOperator<Retirer> defect;

  RetirableMemory(UnaryOperator<Retirer> defect) {
    this.defect = defect;
  }

  static EndDevice device(String name, int firstByte) {
    byte[] key = new byte[AesKey.LENGTH];
    for (int at = 0; at < key.length; at++) {
      key[at] = (byte) (firstByte + 5 * at);
    }
    byte[] eui = {0x70, 1, 2, 3, 4, 5, 6, 7};
    var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder().setName(name);
    message.getIdsBuilder().setDeviceId(REF.deviceId()).setDevEui(ByteString.copyFrom(eui));
    message.getIdsBuilder().getApplicationIdsBuilder().setApplicationId(REF.applicationId());
    message.getRootKeysBuilder().getAppKeyBuilder().setKey(ByteString.copyFrom(key));
    message.getSessionBuilder().setDevAddr(ByteString.copyFrom(new byte[] {1, 2, 3, 4}));
    return EndDevice.of(message.setSupportsJoin(true).build());
  }

  @Override
  public Source open() {
    Retirer retirer = defect.apply(new MemoryRetirer());
    return new Source() {
      @Override
      public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
        call.throwIfCancelled();
        receiver.accept(Listed.of(REF));
      }

      @Override
      public Reading read(Listed listed, Call call) {
        EndDevice held = get(call);
        return held == null ? Reading.gone("It is not there.") : Reading.of(held);
      }

      @Override
      public Optional<Retirer> retirer() {
        return Optional.of(retirer);
      }
    };
  }

  @Override
  public DeviceRef device() {
    return REF;
  }

  @Override
  public Object state() {
    return device == null ? List.of() : device.with(message -> countless(message));
  }

  private static void countless(
      io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.Builder message) {
    message.getSessionBuilder().clearLastFCntUp();
  }

  @Override
  public boolean use() {
    if (device != null) {
      device =
          device.with(
              message ->
                  message
                      .getSessionBuilder()
                      .setLastFCntUp(message.getSession().getLastFCntUp() + 1));
    }
    return true;
  }

  @Override
  public boolean change() {
    device = device("changed", 0x90);
    return true;
  }

  @Override
  public boolean replace() {
    device = device("somebody else's", 0x33);
    return true;
  }

  @Override
  public boolean loseNextAnswer() {
    answerLost[0] = true;
    return true;
  }

  @Override
  public List<String> secrets() {
    return List.of(SECRET);
  }

  @Override
  public OptionalLong originCalls() {
    return OptionalLong.of(calls.get());
  }

  @Nullable EndDevice get(Call call) {
    remote(call);
    return device;
  }

  /** Changes the device; a lost answer is made up for by doing it again. */
  void set(@Nullable EndDevice changed, Call call) {
    remote(call);
    device = changed;
    if (answerLost[0]) {
      answerLost[0] = false;
      set(changed, call);
    }
  }

  private void remote(Call call) {
    call.throwIfCancelled();
    call.countRemoteCall();
    calls.incrementAndGet();
  }

  /** Images are the length and the bytes of the device before and after the step. */
  final class MemoryRetirer implements Retirer {

    RetirableMemory origin() {
      return RetirableMemory.this;
    }

    @Override
    public Set<Retirement> supported() {
      return Set.of(Retirement.DISABLE_DOWNLINKS, Retirement.INVALIDATE_APP_KEY, Retirement.DELETE);
    }

    @Override
    public Assessment assess(RetirementRequest request, Call call) {
      call.throwIfCancelled();
      EndDevice before = request.reading().device().orElseThrow();
      EndDevice after =
          switch (request.wanted()) {
            case DISABLE_DOWNLINKS ->
                before.with(
                    message ->
                        message
                            .getMacSettingsBuilder()
                            .setScheduleDownlinks(BoolValue.getDefaultInstance()));
            case INVALIDATE_APP_KEY -> isInvalid(before) ? before : invalid(before);
            default -> EndDevice.create(message -> {});
          };
      return new Assessment(
          after.equals(before)
              ? List.of()
              : List.of(
                  new RetirementStep(
                      REF, request.wanted(), request.wanted().name(), bytes(before), bytes(after))),
          List.of());
    }

    private static boolean isInvalid(EndDevice device) {
      return Tombstone.isTombstone(
          device.rootKeys().orElseThrow().appKey().orElseThrow(), device.devEui().orElseThrow());
    }

    private static EndDevice invalid(EndDevice device) {
      AesKey key = Tombstone.create(new SecureRandom(), device.devEui().orElseThrow());
      return device.with(
          message ->
              message
                  .getRootKeysBuilder()
                  .getAppKeyBuilder()
                  .setKey(ByteString.copyFrom(key.toBytes())));
    }

    @Override
    public void apply(RetirementStep step, Call call) {
      EndDevice held = get(call);
      if (held != null) {
        set(step.retirement() == Retirement.DELETE ? null : changed(step, held, false), call);
      }
    }

    /** The device with what a step is about taken from one of its images. */
    EndDevice changed(RetirementStep step, EndDevice held, boolean before) {
      var image = image(before ? step.before() : step.after()).toProto();
      return step.retirement() == Retirement.DISABLE_DOWNLINKS
          ? held.with(
              message -> {
                message.clearMacSettings();
                if (image.hasMacSettings()) {
                  message.setMacSettings(image.getMacSettings());
                }
              })
          : held.with(message -> message.setRootKeys(image.getRootKeys()));
    }

    @Override
    public Comparison compare(RetirementStep step, Call call) {
      EndDevice held = get(call);
      EndDevice before = image(step.before());
      EndDevice after = image(step.after());
      if (step.retirement() == Retirement.DELETE) {
        if (held == null) {
          return Comparison.AFTER;
        }
        return lasting(thawed(held, before)).equals(lasting(before))
            ? Comparison.BEFORE
            : Comparison.NEITHER;
      }
      if (held == null) {
        return Comparison.NEITHER;
      }
      if (changed(step, held, true).equals(held)) {
        return Comparison.BEFORE;
      }
      return changed(step, held, false).equals(held) && !after.equals(before)
          ? Comparison.AFTER
          : Comparison.NEITHER;
    }

    EndDevice thawed(EndDevice held, EndDevice recorded) {
      return held.with(
          message -> {
            message.clearMacSettings().setRootKeys(recorded.toProto().getRootKeys());
            if (recorded.toProto().hasMacSettings()) {
              message.setMacSettings(recorded.toProto().getMacSettings());
            }
          });
    }

    static EndDevice lasting(EndDevice device) {
      return device.with(message -> countless(message));
    }

    @Override
    public Reading readFrozen(
        Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call) {
      EndDevice held = get(call);
      return held == null ? Reading.gone("It is not there.") : Reading.of(thawed(held, recorded));
    }

    @Override
    public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
      EndDevice held = get(call);
      if (step.retirement() != Retirement.DELETE) {
        if (held != null) {
          set(changed(step, held, true), call);
        }
        return List.of();
      }
      EndDevice before = image(step.before());
      if (held == null) {
        set(before, call);
      } else if (!lasting(held).equals(lasting(before))) {
        throw MigrationException.builder(Stage.RETIRE, "make the device again").build();
      }
      return List.of();
    }

    static byte[] bytes(EndDevice device) {
      byte[] message = device.toProto().toByteArray();
      return ByteBuffer.allocate(Integer.BYTES + message.length)
          .putInt(message.length)
          .put(message)
          .array();
    }

    private static EndDevice image(byte[] bytes) {
      try {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length >= Integer.BYTES && buffer.getInt() == buffer.remaining()) {
          return EndDevice.of(io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.parseFrom(buffer));
        }
      } catch (InvalidProtocolBufferException e) {
        throw damaged();
      }
      throw damaged();
    }

    private static MigrationException damaged() {
      return MigrationException.builder(Stage.RETIRE, "read an image").build();
    }
  }
}
