package io.github.lwmigrate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.testkit.MemoryOrigin.OtherSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for sources takes a good one and fails each defect by the right rule. */
class SourceContractTest {

  private static final Set<String> ALL =
      new TreeSet<>(
          List.of(
              "S1.1", "S1.2", "S1.3", "S1.4", "S1.5", "S1.6", "S1.7", "S2.1", "S2.2", "S2.3",
              "S2.4", "S2.5", "S2.6", "S2.7", "S3.1", "S3.2", "S3.3", "S3.4", "S4.1"));

  private static UnaryOperator<Source> defect = source -> source;

  static class Contract extends SourceContract {
    @Override
    protected SourceFixture fixture() {
      return new MemoryOrigin(defect);
    }
  }

  static class BareContract extends SourceContract {
    @Override
    protected SourceFixture fixture() {
      MemoryOrigin origin = new MemoryOrigin(source -> source);
      return new SourceFixture() {
        @Override
        public Source open() {
          return origin.open();
        }

        @Override
        public List<DeviceRef> devices() {
          return origin.devices();
        }
      };
    }
  }

  @Test
  void goodSource_passesEveryRule() {
    defect = source -> source;
    Rules rules = Rules.of(Contract.class);
    assertThat(rules.passed).isEqualTo(ALL);
    assertThat(rules.failed).isEmpty();
    assertThat(rules.skipped).isEmpty();
  }

  @Test
  void fixtureThatCanDoLittle_skipsWhatItCannotShow() {
    Rules rules = Rules.of(BareContract.class);
    assertThat(rules.failed).isEmpty();
    assertThat(rules.skipped).containsExactly("S2.6", "S4.1");
  }

  @Test
  void everyRule_hasADefectThatBreaksIt() {
    Set<String> broken = new TreeSet<>();
    defects().forEach(d -> broken.addAll(List.of(((String) d.get()[1]).split(" "))));
    assertThat(broken).isEqualTo(ALL);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void defect_failsByItsRule(String name, String rules, UnaryOperator<Source> broken) {
    defect = broken;
    Rules result = Rules.of(Contract.class);
    assertThat(result.failed).as(name).containsExactly(rules.split(" "));
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        broken("lists one device twice", "S1.1 S1.4 S2.4", TwiceListed::new),
        broken("turns the order round", "S1.2", Reversing::new),
        broken("lists on a thread of its own", "S1.3", OwnThread::new),
        broken("keeps the receiver's exception", "S1.4", KeepsException::new),
        broken("wraps the receiver's exception", "S1.4", WrapsException::new),
        broken("leaves chosen devices out that do not exist", "S1.5", ChecksChosen::new),
        broken("takes every application", "S1.6", AllApplications::new),
        broken("lists when cancelled", "S1.7", ListsCancelled::new),
        broken("loses the root keys", "S2.1", LosesKeys::new),
        broken("reads another device the second time", "S2.2 S2.3", SecondTime::new),
        broken("belongs to one thread", "S2.3 S2.4", OneThread::new),
        broken("cannot read while it lists", "S2.4", ListOrRead::new),
        broken("knows only its own entries", "S2.5", OwnEntries::new),
        broken("fails for a device that is gone", "S2.6", FailsWhenGone::new),
        broken("keeps what it has once listed", "S2.6", NeverGone::new),
        broken("reads when cancelled", "S2.7", ReadsCancelled::new),
        broken("allows no reader", "S3.1", NoReader::new),
        broken("calls itself otherwise each time", "S3.2", NewIdentity::new),
        broken("has the credential in its identity", "S3.3", SecretIdentity::new),
        broken("has a key in a label", "S3.3", KeyInLabel::new),
        broken("cannot be closed twice", "S3.4", ClosedOnce::new),
        broken("throws what is no MigrationException", "S4.1", ForeignException::new),
        broken("tells the credential in a cause", "S4.1", SecretCause::new));
  }

  private static Arguments broken(String name, String rules, UnaryOperator<Source> defect) {
    return Arguments.of(name, rules, defect);
  }

  static class TwiceListed extends OtherSource {
    TwiceListed(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      AtomicReference<Listed> last = new AtomicReference<>(Listed.of(DeviceRef.ofDevice("none")));
      super.list(
          selection,
          entry -> {
            last.set(entry);
            receiver.accept(entry);
          },
          call);
      if (selection.devices().isEmpty() && selection.applications().isEmpty()) {
        receiver.accept(last.get());
      }
    }
  }

  static class Reversing extends OtherSource {
    private final AtomicInteger listings = new AtomicInteger();

    Reversing(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      List<Listed> entries = new ArrayList<>();
      super.list(selection, entries::add, call);
      if (listings.getAndIncrement() % 2 == 1) {
        Collections.reverse(entries);
      }
      entries.forEach(receiver);
    }
  }

  static class OwnThread extends OtherSource {
    OwnThread(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      Together.elsewhere(
          () -> {
            super.list(selection, receiver, call);
            return true;
          });
    }
  }

  static class KeepsException extends OtherSource {
    KeepsException(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      super.list(
          selection,
          entry -> {
            try {
              receiver.accept(entry);
            } catch (RuntimeException e) {
              assertThat(e).isNotNull();
            }
          },
          call);
    }
  }

  static class WrapsException extends OtherSource {
    WrapsException(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      try {
        super.list(selection, receiver, call);
      } catch (MigrationException e) {
        throw e;
      } catch (RuntimeException e) {
        throw MigrationException.builder(Stage.LIST, "list").cause(e).build();
      }
    }
  }

  static class ChecksChosen extends OtherSource {
    ChecksChosen(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      super.list(
          selection,
          entry -> {
            if (source.read(entry, call).device().isPresent()) {
              receiver.accept(entry);
            }
          },
          call);
    }
  }

  static class AllApplications extends OtherSource {
    AllApplications(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      super.list(selection.devices().isPresent() ? selection : Selection.all(), receiver, call);
    }
  }

  static class ListsCancelled extends OtherSource {
    ListsCancelled(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      call.countRemoteCall();
      super.list(selection, receiver, call);
    }
  }

  static class LosesKeys extends OtherSource {
    LosesKeys(Source source) {
      super(source);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      return super.read(listed, call)
          .device()
          .map(device -> Reading.of(device.with(message -> message.clearRootKeys())))
          .orElse(Reading.gone("gone"));
    }
  }

  static class SecondTime extends OtherSource {
    private final Set<DeviceRef> read = ConcurrentHashMap.newKeySet();

    SecondTime(Source source) {
      super(source);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      Reading reading = super.read(listed, call);
      return read.add(listed.ref())
          ? reading
          : Reading.of(reading.device().orElseThrow().with(message -> message.setName("again")));
    }
  }

  static class OneThread extends OtherSource {
    private final AtomicReference<Thread> owner = new AtomicReference<>(Thread.currentThread());

    OneThread(Source source) {
      super(source);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      assertThat(Thread.currentThread()).isSameAs(owner.get());
      return super.read(listed, call);
    }
  }

  static class ListOrRead extends OtherSource {
    private volatile boolean listing;

    ListOrRead(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      listing = true;
      try {
        super.list(selection, receiver, call);
      } finally {
        listing = false;
      }
    }

    @Override
    public Reading read(Listed listed, Call call) {
      if (listing) {
        throw new IllegalStateException("busy");
      }
      return super.read(listed, call);
    }
  }

  static class OwnEntries extends OtherSource {
    private final Map<Listed, EndDevice> entries =
        Collections.synchronizedMap(new IdentityHashMap<>());

    OwnEntries(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      super.list(
          selection,
          entry -> {
            source.read(entry, TestCall.create()).device().ifPresent(d -> entries.put(entry, d));
            receiver.accept(entry);
          },
          call);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      if (!entries.containsKey(listed)) {
        throw new IllegalStateException("not mine");
      }
      return super.read(listed, call);
    }
  }

  static class FailsWhenGone extends OtherSource {
    FailsWhenGone(Source source) {
      super(source);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      Reading reading = super.read(listed, call);
      if (reading.device().isEmpty()) {
        throw MigrationException.builder(Stage.READ, "read the device").build();
      }
      return reading;
    }
  }

  static class NeverGone extends OtherSource {
    private final Map<DeviceRef, Reading> kept = new ConcurrentHashMap<>();

    NeverGone(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      super.list(
          selection,
          entry -> {
            kept.put(entry.ref(), source.read(entry, TestCall.create()));
            receiver.accept(entry);
          },
          call);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      call.throwIfCancelled();
      Reading reading = kept.get(listed.ref());
      return reading == null ? super.read(listed, call) : reading;
    }
  }

  static class ReadsCancelled extends OtherSource {
    ReadsCancelled(Source source) {
      super(source);
    }

    @Override
    public Reading read(Listed listed, Call call) {
      call.countRemoteCall();
      return super.read(listed, call);
    }
  }

  static class NoReader extends OtherSource {
    NoReader(Source source) {
      super(source);
    }

    @Override
    public int maxConcurrency() {
      return 0;
    }
  }

  static class NewIdentity extends OtherSource {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final int number = NUMBER.getAndIncrement();

    NewIdentity(Source source) {
      super(source);
    }

    @Override
    public String identity() {
      return "source " + number;
    }
  }

  static class SecretIdentity extends OtherSource {
    SecretIdentity(Source source) {
      super(source);
    }

    @Override
    public String identity() {
      return "https://" + MemoryOrigin.SECRET + "@example.com";
    }
  }

  static class KeyInLabel extends OtherSource {
    KeyInLabel(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      super.list(
          selection,
          entry ->
              receiver.accept(
                  source
                      .read(entry, TestCall.create())
                      .device()
                      .map(device -> entry.labelled(device.toProto().toString()))
                      .orElse(entry)),
          call);
    }
  }

  static class ClosedOnce extends OtherSource {
    private final Set<String> closed = new HashSet<>();

    ClosedOnce(Source source) {
      super(source);
    }

    @Override
    public void close() {
      if (!closed.add("closed")) {
        throw new IllegalStateException("closed already");
      }
    }
  }

  static class ForeignException extends OtherSource {
    ForeignException(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      try {
        super.list(selection, receiver, call);
      } catch (MigrationException e) {
        if (call.isCancelled()) {
          throw e;
        }
        throw new IllegalStateException("no answer", e);
      }
    }
  }

  static class SecretCause extends OtherSource {
    SecretCause(Source source) {
      super(source);
    }

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      try {
        super.list(selection, receiver, call);
      } catch (MigrationException e) {
        if (call.isCancelled()) {
          throw e;
        }
        throw MigrationException.builder(Stage.LIST, "list")
            .cause(new IllegalStateException("refused: bearer " + MemoryOrigin.SECRET))
            .build();
      }
    }
  }
}
