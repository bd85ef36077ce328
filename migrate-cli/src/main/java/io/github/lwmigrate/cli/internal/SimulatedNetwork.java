package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.simulator.Fleet;
import io.github.lwmigrate.simulator.SimulatedThingsStack;
import io.github.lwmigrate.simulator.SimulatedTtnV2;
import io.github.lwmigrate.simulator.TtnV2Fleet;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network that runs for a while, and how the program reads from it. */
sealed interface SimulatedNetwork extends AutoCloseable {

  /** What is simulated. */
  record Settings(
      String application, int devices, long seed, int port, boolean tls, boolean awkward) {}

  /** The environment variables to use. */
  Map<String, String> environment();

  /** What runs where. */
  String summary(String devices);

  @Override
  void close();

  /** The Things Stack. */
  record Stack(SimulatedThingsStack stack, TrustFile trust, String application)
      implements SimulatedNetwork {

    static Stack start(Settings settings) {
      Fleet fleet = Fleet.seeded(settings.seed(), settings.devices());
      SimulatedThingsStack.Builder builder =
          SimulatedThingsStack.builder()
              .application(
                  settings.application(), settings.awkward() ? fleet.withAwkwardDevices() : fleet)
              .port(settings.port());
      SimulatedThingsStack stack = (settings.tls() ? builder.tls() : builder).start();
      return new Stack(stack, TrustFile.of(stack.caPem()), settings.application());
    }

    @Override
    public Map<String, String> environment() {
      return StackEnvironment.of(stack, application, trust.path());
    }

    @Override
    public String summary(String devices) {
      return "A simulated Things Stack with " + devices + " listens at " + stack.address() + ".";
    }

    @Override
    public void close() {
      trust.close();
      stack.close();
    }
  }

  /** The Things Network Stack V2. */
  record TtnV2(SimulatedTtnV2 network, TrustFile trust, String application)
      implements SimulatedNetwork {

    private static final String FREQUENCY_PLAN = "EU_863_870_TTN";

    static TtnV2 start(Settings settings) {
      TtnV2Fleet fleet = TtnV2Fleet.seeded(settings.seed(), settings.devices());
      SimulatedTtnV2.Builder builder =
          SimulatedTtnV2.builder()
              .application(
                  settings.application(), settings.awkward() ? fleet.withAwkwardDevices() : fleet)
              .ports(settings.port(), 0);
      try {
        SimulatedTtnV2 network = (settings.tls() ? builder.tls() : builder).start();
        return new TtnV2(network, TrustFile.of(network.caPem()), settings.application());
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public Map<String, String> environment() {
      Map<String, String> environment = new LinkedHashMap<>();
      environment.put("TTNV2_APP_ID", application);
      environment.put("TTNV2_APP_ACCESS_KEY", network.accessKey(application).token());
      environment.put("TTNV2_DISCOVERY_SERVER_ADDRESS", network.discoveryAddress());
      trust
          .path()
          .ifPresentOrElse(
              file -> environment.put("TTNV2_CA_CERT", file.toString()),
              () -> environment.put("TTNV2_DISCOVERY_SERVER_INSECURE", "true"));
      environment.put("FREQUENCY_PLAN_ID", FREQUENCY_PLAN);
      return environment;
    }

    @Override
    public String summary(String devices) {
      return "A simulated Things Network Stack V2 with "
          + devices
          + " listens at "
          + network.discoveryAddress()
          + " (discovery) and "
          + network.handlerAddress()
          + " (handler).";
    }

    @Override
    public void close() {
      trust.close();
      network.close();
    }
  }
}
