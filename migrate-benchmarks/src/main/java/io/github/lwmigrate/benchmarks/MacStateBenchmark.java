package io.github.lwmigrate.benchmarks;

import io.github.lwmigrate.lorawan.Band;
import io.github.lwmigrate.lorawan.BandRules;
import io.github.lwmigrate.lorawan.BandViolation;
import io.github.lwmigrate.lorawan.Bands;
import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.MacStates;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One MAC state, the rules of bands for it, and the first use of the tables in a process. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MacStateBenchmark {

  private static final MACSettings NONE = MACSettings.getDefaultInstance();

  /** A band whose channels a network defines, and one with 72 fixed ones. */
  @Param({"EU_863_870_TTN", "US_902_928_FSB_2"})
  public String plan = "";

  private EndDevice device = EndDevice.getDefaultInstance();
  private EndDevice withState = EndDevice.getDefaultInstance();
  private FrequencyPlan frequencyPlan = FrequencyPlan.builder("", "").build();
  private Band band = Bands.get("EU_863_870", PhyVersion.RP002_V1_0_4);

  private EndDevice device() {
    return EndDevice.newBuilder()
        .setFrequencyPlanId(plan)
        .setLorawanVersion(MACVersion.MAC_V1_0_3)
        .setLorawanPhyVersion(PhyVersion.PHY_V1_0_3_REV_A.toProto())
        .build();
  }

  /** Makes the device and its state. */
  @Setup
  public void prepare() {
    device = device();
    frequencyPlan = FrequencyPlans.bundled().get(plan);
    band = Bands.get(frequencyPlan.bandId(), PhyVersion.PHY_V1_0_3_REV_A);
    withState =
        device.toBuilder()
            .setMacState(MacStates.create(device, FrequencyPlans.bundled(), NONE))
            .build();
  }

  /**
   * Looks plan and band up and makes a state.
   *
   * @return the state
   */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public MACState state() {
    return MacStates.create(device, FrequencyPlans.bundled(), NONE);
  }

  /**
   * Judges settings and state.
   *
   * @return no violation
   */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public List<BandViolation> rules() {
    return BandRules.check(withState, frequencyPlan, band);
  }

  /** Nothing is prepared: the first use in a process, with reading the tables. */
  @State(Scope.Benchmark)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public static class First {

    /**
     * The first state of a process.
     *
     * @return the state
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public MACState firstState() {
      MacStateBenchmark benchmark = new MacStateBenchmark();
      benchmark.plan = "EU_863_870_TTN";
      return MacStates.create(benchmark.device(), FrequencyPlans.bundled(), NONE);
    }

    /**
     * Every plan, and every band in every version.
     *
     * @param blackhole takes them
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public void everything(Blackhole blackhole) {
      for (FrequencyPlanSummary summary : FrequencyPlans.bundled().list()) {
        blackhole.consume(FrequencyPlans.bundled().get(summary.id()));
      }
      for (String id : Bands.ids()) {
        for (PhyVersion version : Bands.versions(id)) {
          blackhole.consume(Bands.get(id, version));
        }
      }
    }
  }
}
