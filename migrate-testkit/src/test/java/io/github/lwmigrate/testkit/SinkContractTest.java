package io.github.lwmigrate.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Completion;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Sink;
import io.github.lwmigrate.spi.StepLog;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract for sinks takes a good one and fails each defect by the right rule. */
class SinkContractTest {

  private static final Set<String> ALL =
      new TreeSet<>(
          List.of(
              "K1.1", "K1.2", "K1.3", "K1.4", "K1.5", "K1.6", "K2.1", "K2.2", "K3.1", "K3.2",
              "K3.3", "K4.1", "K4.2", "K4.3", "K4.4", "K5.1", "K5.2"));

  private static final String SECRET = "NNSXS.TESTKIT.SECRET";

  private static UnaryOperator<Sink> defect = sink -> sink;

  /** A target in memory, seen through a sink that may have a defect. */
  static final class MemoryTarget implements SinkFixture {
    private final RecordingSink sink = RecordingSink.withConcurrency(4);

    @Override
    public Sink open() {
      return defect.apply(sink);
    }

    @Override
    public List<EndDevice> stored() {
      return sink.devices();
    }

    @Override
    public Optional<Boolean> looksComplete() {
      return Optional.of(sink.completion().map(Completion::complete).orElse(false));
    }

    @Override
    public Optional<Sink> openFailing() {
      return Optional.of(
          defect.apply(
              new OtherSink(sink) {
                @Override
                public Receipt store(Delivery delivery, StepLog steps, Call call) {
                  throw MigrationException.builder(Stage.DELIVER, "store the device").build();
                }
              }));
    }

    @Override
    public List<String> secrets() {
      return List.of(SECRET);
    }
  }

  static class Contract extends SinkContract {
    @Override
    protected SinkFixture fixture() {
      return new MemoryTarget();
    }
  }

  /** A target that each run fills anew, of which nothing tells whether it is complete. */
  static class StreamContract extends SinkContract {
    @Override
    protected SinkFixture fixture() {
      RecordingSink sink = RecordingSink.create();
      return new SinkFixture() {
        @Override
        public Sink open() {
          return sink;
        }

        @Override
        public List<EndDevice> stored() {
          return sink.devices();
        }

        @Override
        public boolean resumes() {
          return false;
        }
      };
    }
  }

  @Test
  void goodSink_passesEveryRule() {
    defect = sink -> sink;
    Rules rules = Rules.of(Contract.class);
    assertThat(rules.passed).isEqualTo(ALL);
    assertThat(rules.failed).isEmpty();
    assertThat(rules.skipped).isEmpty();
  }

  @Test
  void fixtureThatCanDoLittle_skipsWhatItCannotShow() {
    Rules rules = Rules.of(StreamContract.class);
    assertThat(rules.failed).isEmpty();
    assertThat(rules.skipped).containsExactly("K1.4", "K4.2", "K4.4", "K5.1");
  }

  @Test
  void everyRule_hasADefectThatBreaksIt() {
    Set<String> broken = new TreeSet<>();
    defects().forEach(d -> broken.addAll(List.of(((String) d.get()[1]).split(" "))));
    assertThat(broken).isEqualTo(ALL);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("defects")
  void defect_failsByItsRule(String name, String rules, UnaryOperator<Sink> broken) {
    defect = broken;
    Rules result = Rules.of(Contract.class);
    assertThat(result.failed).as(name).containsExactly(rules.split(" "));
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        broken("loses the fifth device", "K1.1", LosesFifth::new),
        broken("stores less than the whole fifth device", "K1.1", CutsFifth::new),
        broken("says nothing in its receipt", "K1.2", BlankReceipt::new),
        broken("adds a repeated delivery again", "K1.3 K1.4", AddsAgain::new),
        broken("knows only what it stored itself", "K1.4", ForgetsEarlierRun::new),
        broken("belongs to one thread", "K1.5", OneThread::new),
        broken("does not intend its steps", "K1.6", NotIntended::new),
        broken("stores when asked", "K2.1", StoresWhenProbed::new),
        broken("finds something against every device", "K2.2", NeverPleased::new),
        broken("does not finish", "K3.1", NotFinished::new),
        broken("takes a stopped run for complete", "K3.2", AlwaysComplete::new),
        broken("cannot finish without devices", "K3.3", NeedsDevices::new),
        broken("allows no writer", "K4.1", NoWriter::new),
        broken("calls itself otherwise each time", "K4.2", NewIdentity::new),
        broken("tells the key in its receipt", "K4.3", KeyInReceipt::new),
        broken("has the credential in its text form", "K4.3", SecretText::new),
        broken("cannot be closed twice", "K4.4", ClosedOnce::new),
        broken("throws what is no MigrationException", "K5.1", ForeignException::new),
        broken("tells the key in an error", "K5.1", KeyInError::new),
        broken("stores when cancelled", "K5.2", StoresCancelled::new),
        broken("probes when cancelled", "K5.2", ProbesCancelled::new));
  }

  private static Arguments broken(String name, String rules, UnaryOperator<Sink> defect) {
    return Arguments.of(name, rules, defect);
  }

  /** Behaves as another sink but for what is overridden. */
  static class OtherSink implements Sink {
    final Sink sink;

    OtherSink(Sink sink) {
      this.sink = sink;
    }

    @Override
    public int maxConcurrency() {
      return sink.maxConcurrency();
    }

    @Override
    public List<Finding> probe(EndDevice device, Call call) {
      return sink.probe(device, call);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      return sink.store(delivery, steps, call);
    }

    @Override
    public void finish(Completion completion) {
      sink.finish(completion);
    }

    @Override
    public String identity() {
      return sink.identity();
    }

    @Override
    public void close() {
      sink.close();
    }
  }

  static class LosesFifth extends OtherSink {
    LosesFifth(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      return delivery.index() == 4 ? new Receipt("lost") : super.store(delivery, steps, call);
    }
  }

  static class CutsFifth extends OtherSink {
    CutsFifth(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      EndDevice cut = delivery.device().with(message -> message.clearRootKeys());
      return super.store(
          delivery.index() == 4
              ? new Delivery(4, delivery.origin(), cut, delivery.recordedAt())
              : delivery,
          steps,
          call);
    }
  }

  static class BlankReceipt extends OtherSink {
    BlankReceipt(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      super.store(delivery, steps, call);
      return new Receipt(" ");
    }
  }

  static class AddsAgain extends OtherSink {
    AddsAgain(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      Delivery again =
          steps.wasDone("store")
              ? new Delivery(100, delivery.origin(), delivery.device(), delivery.recordedAt())
              : delivery;
      return super.store(again, steps, call);
    }
  }

  static class ForgetsEarlierRun extends OtherSink {
    private final Set<Long> own = new HashSet<>();

    ForgetsEarlierRun(Sink sink) {
      super(sink);
    }

    @Override
    public synchronized Receipt store(Delivery delivery, StepLog steps, Call call) {
      boolean again = steps.wasDone("store") && !own.contains(delivery.index());
      own.add(delivery.index());
      return super.store(
          again
              ? new Delivery(100, delivery.origin(), delivery.device(), delivery.recordedAt())
              : delivery,
          steps,
          call);
    }
  }

  static class OneThread extends OtherSink {
    private final Thread owner = Thread.currentThread();

    OneThread(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      assertThat(Thread.currentThread()).isSameAs(owner);
      return super.store(delivery, steps, call);
    }
  }

  static class NotIntended extends OtherSink {
    NotIntended(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      Receipt receipt = super.store(delivery, steps, call);
      steps.done("second step");
      return receipt;
    }
  }

  static class StoresWhenProbed extends OtherSink {
    StoresWhenProbed(Sink sink) {
      super(sink);
    }

    @Override
    public List<Finding> probe(EndDevice device, Call call) {
      Delivery delivery =
          new Delivery(device.deviceId().hashCode(), device.ref(), device, java.time.Instant.EPOCH);
      if (!device.deviceId().equals("dev-0")) {
        super.store(delivery, new RecordedSteps(), call);
      }
      return List.of();
    }
  }

  static class NeverPleased extends OtherSink {
    NeverPleased(Sink sink) {
      super(sink);
    }

    @Override
    public List<Finding> probe(EndDevice device, Call call) {
      return List.of(Finding.of(Severity.ERROR, "never", "", "no"));
    }
  }

  static class NotFinished extends OtherSink {
    NotFinished(Sink sink) {
      super(sink);
    }

    @Override
    public void finish(Completion completion) {}
  }

  static class AlwaysComplete extends OtherSink {
    AlwaysComplete(Sink sink) {
      super(sink);
    }

    @Override
    public void finish(Completion completion) {
      super.finish(new Completion(true, completion.delivered(), 0));
    }
  }

  static class NeedsDevices extends OtherSink {
    NeedsDevices(Sink sink) {
      super(sink);
    }

    @Override
    public void finish(Completion completion) {
      if (completion.delivered() == 0) {
        throw new IllegalStateException("nothing was opened");
      }
      super.finish(completion);
    }
  }

  static class NoWriter extends OtherSink {
    NoWriter(Sink sink) {
      super(sink);
    }

    @Override
    public int maxConcurrency() {
      return 0;
    }
  }

  static class NewIdentity extends OtherSink {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final int number = NUMBER.getAndIncrement();

    NewIdentity(Sink sink) {
      super(sink);
    }

    @Override
    public String identity() {
      return "sink " + number;
    }
  }

  static class KeyInReceipt extends OtherSink {
    KeyInReceipt(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      super.store(delivery, steps, call);
      return new Receipt("stored " + base64Key(delivery));
    }
  }

  private static String base64Key(Delivery delivery) {
    return Base64.getEncoder().encodeToString(key(delivery));
  }

  private static byte[] key(Delivery delivery) {
    return delivery.device().rootKeys().orElseThrow().appKey().orElseThrow().toBytes();
  }

  static class SecretText extends OtherSink {
    SecretText(Sink sink) {
      super(sink);
    }

    @Override
    public String toString() {
      return "sink with " + SECRET;
    }
  }

  static class ClosedOnce extends OtherSink {
    private boolean closed;

    ClosedOnce(Sink sink) {
      super(sink);
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
    }
  }

  static class ForeignException extends OtherSink {
    ForeignException(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      call.throwIfCancelled();
      try {
        return super.store(delivery, steps, call);
      } catch (MigrationException e) {
        throw new IllegalStateException("no answer", e);
      }
    }
  }

  static class KeyInError extends OtherSink {
    KeyInError(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      call.throwIfCancelled();
      try {
        return super.store(delivery, steps, call);
      } catch (MigrationException e) {
        throw MigrationException.builder(
                Stage.DELIVER, "store " + HexFormat.of().formatHex(key(delivery)))
            .build();
      }
    }
  }

  static class StoresCancelled extends OtherSink {
    StoresCancelled(Sink sink) {
      super(sink);
    }

    @Override
    public Receipt store(Delivery delivery, StepLog steps, Call call) {
      call.countRemoteCall();
      return super.store(delivery, steps, call);
    }
  }

  static class ProbesCancelled extends OtherSink {
    ProbesCancelled(Sink sink) {
      super(sink);
    }

    @Override
    public List<Finding> probe(EndDevice device, Call call) {
      call.countRemoteCall();
      return super.probe(device, call);
    }
  }
}
