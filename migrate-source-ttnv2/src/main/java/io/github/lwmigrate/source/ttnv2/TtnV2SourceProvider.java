package io.github.lwmigrate.source.ttnv2;

import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.grpc.Problems;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.PhyVersion;
import io.github.lwmigrate.rule.AbpSession;
import io.github.lwmigrate.source.ttnv2.internal.AccessKeys;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionSet;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens The Things Network Stack V2 as a source by string options. Stateless and thread-safe. */
public final class TtnV2SourceProvider implements SourceProvider {

  private static final String APP_ID = "app-id";
  private static final String APP_ACCESS_KEY = "app-access-key";
  private static final String FREQUENCY_PLAN_ID = "frequency-plan-id";
  private static final String PHY_VERSION = "phy-version";
  private static final String DISCOVERY_SERVER_ADDRESS = "discovery-server-address";
  private static final String DISCOVERY_SERVER_INSECURE = "discovery-server-insecure";
  private static final String HANDLER_ADDRESS = "handler-address";
  private static final String HANDLER_INSECURE = "handler-insecure";
  private static final String CA_CERT = "ca-cert";
  private static final String IGNORE_CERTIFICATE_DATES_AND_HOST =
      "ignore-certificate-dates-and-host";
  private static final String WITH_SESSION = "with-session";
  private static final String RESETS_TO_FREQUENCY_PLAN = "resets-to-frequency-plan";
  private static final String CLEAR_KEYS = "clear-keys";
  private static final String INVALIDATE_APP_KEY = "invalidate-app-key";
  private static final String DELETE_SOURCE_DEVICE = "delete-source-device";

  /** For downlinks that the origin sends between the last reading and the clearing of keys. */
  private static final long DOWNLINK_COUNTER_MARGIN = 5;

  private static final String WITHOUT_EFFECT = ", without effect: the handler asks it itself";

  private static final OptionSet OPTIONS =
      OptionSet.of(
          named(Option.text(APP_ID, "APP", "application to read")).required().build(),
          named(Option.text(APP_ACCESS_KEY, "KEY", "access key of the application"))
              .required()
              .secret()
              .build(),
          Option.text(FREQUENCY_PLAN_ID, "PLAN", "frequency plan of the devices")
              .environment(variable(FREQUENCY_PLAN_ID), "TTNV2_" + variable(FREQUENCY_PLAN_ID))
              .required()
              .build(),
          named(
                  Option.text(
                      PHY_VERSION,
                      "VERSION",
                      "regional parameters that the devices follow, for plans whose band has no"
                          + " revision 1.0.2 B"))
              .defaultValue(PhyVersion.PHY_V1_0_2_REV_B.name())
              .build(),
          named(
                  Option.text(
                      DISCOVERY_SERVER_ADDRESS,
                      "HOST[:PORT]",
                      "address of the discovery server, which knows the handler"))
              .build(),
          named(
                  Option.flag(
                      DISCOVERY_SERVER_INSECURE,
                      "connect to the discovery server without TLS: who can change what it says"
                          + " gets the access key"))
              .build(),
          named(
                  Option.text(
                      HANDLER_ADDRESS,
                      "HOST[:PORT]",
                      "address of the handler; the discovery server is then not asked"))
              .build(),
          named(
                  Option.flag(
                      HANDLER_INSECURE,
                      "connect without TLS to a handler that announces no certificate: access key"
                          + " and device keys can be read on the way"))
              .build(),
          named(
                  Option.file(
                      CA_CERT,
                      "certificates to trust beside the system's, in PEM form: for the discovery"
                          + " server, and for a handler that announces none"))
              .build(),
          named(
                  Option.flag(
                      IGNORE_CERTIFICATE_DATES_AND_HOST,
                      "accept the announced certificate of the handler whatever its dates and host:"
                          + " gives up the protection against a stolen or retired one"))
              .build(),
          named(
                  Option.flag(
                      WITH_SESSION,
                      "move sessions, and clear them at the origin; otherwise devices that join"
                          + " start anew"))
              .defaultValue("true")
              .build(),
          named(
                  Option.flag(
                      RESETS_TO_FREQUENCY_PLAN,
                      "ABP devices know the channels of their plan from the factory"))
              .build(),
          named(
                  Option.flag(
                      CLEAR_KEYS,
                      "clear keys at the origin once a device is safe; on where sessions move,"
                          + " unless given as false"))
              .build(),
          named(
                  Option.flag(
                      INVALIDATE_APP_KEY,
                      "replace the AppKey at the origin once a device is safe, so that it cannot"
                          + " join there; cleared keys need no more"))
              .build(),
          named(
                  Option.flag(
                      DELETE_SOURCE_DEVICE, "delete devices at the origin once they are safe"))
              .build(),
          named(Option.text("account-server-address", "URL", "account server" + WITHOUT_EFFECT))
              .build(),
          named(Option.text("account-server-client-id", "ID", "client id there" + WITHOUT_EFFECT))
              .build(),
          named(
                  Option.text(
                      "account-server-client-secret",
                      "SECRET",
                      "client secret there" + WITHOUT_EFFECT))
              .secret()
              .build());

  /** For {@link java.util.ServiceLoader}. */
  public TtnV2SourceProvider() {}

  private static Option.Builder named(Option.Builder option) {
    return option.environment("TTNV2_" + variable(option.build().name()));
  }

  private static String variable(String name) {
    return name.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  @Override
  public String id() {
    return "ttnv2";
  }

  @Override
  public String description() {
    return "The Things Network Stack V2";
  }

  @Override
  public OptionSet options() {
    return OPTIONS;
  }

  @Override
  public Source open(OptionValues values) {
    return open(values, FrequencyPlans.bundled());
  }

  @Override
  public Source open(OptionValues values, FrequencyPlans plans) {
    String key = values.require(APP_ACCESS_KEY);
    TtnV2Source.Builder builder =
        TtnV2Source.builder()
            .application(values.require(APP_ID), () -> key)
            .frequencyPlan(values.require(FREQUENCY_PLAN_ID))
            .frequencyPlans(plans);
    Problems problems = new Problems();
    AccessKeys.problem(key).ifPresent(problems::add);
    phyVersion(values.require(PHY_VERSION), problems).ifPresent(builder::phyVersion);
    values.text(DISCOVERY_SERVER_ADDRESS).ifPresent(builder::discoveryServerAddress);
    values.text(HANDLER_ADDRESS).ifPresent(builder::handlerAddress);
    values.file(CA_CERT).ifPresent(builder::caFile);
    when(values.flag(DISCOVERY_SERVER_INSECURE), builder::insecureDiscovery);
    when(values.flag(HANDLER_INSECURE), builder::insecureHandler);
    when(values.flag(IGNORE_CERTIFICATE_DATES_AND_HOST), builder::ignoreCertificateDatesAndHost);
    when(values.flag(RESETS_TO_FREQUENCY_PLAN), builder::resetsToFrequencyPlan);
    return problems.open("open The Things Network Stack V2 as a source", builder::build);
  }

  private static void when(boolean wanted, Runnable setting) {
    if (wanted) {
      setting.run();
    }
  }

  private static Optional<PhyVersion> phyVersion(String name, Problems problems) {
    Optional<PhyVersion> version =
        Arrays.stream(PhyVersion.values()).filter(known -> known.name().equals(name)).findFirst();
    if (version.isEmpty()) {
      problems.add(
          "there is no PHY version \""
              + name
              + "\"; known are "
              + Arrays.stream(PhyVersion.values())
                  .map(PhyVersion::name)
                  .collect(Collectors.joining(", ")));
    }
    return version;
  }

  /**
   * With sessions: keys are cleared at the origin, unless {@code clear-keys} is given as false.
   * Without: devices that join start anew, ABP devices move with their session, and the origin
   * stays as it is. The flags say otherwise. Downlink counters get a margin of 5.
   */
  @Override
  public MigrationPolicy.Builder policy(OptionValues values) {
    boolean withSession = values.flag(WITH_SESSION);
    boolean clear = values.has(CLEAR_KEYS) ? values.flag(CLEAR_KEYS) : withSession;
    boolean delete = values.flag(DELETE_SOURCE_DEVICE);
    MigrationPolicy.Builder policy =
        withSession
            ? MigrationPolicy.withSession()
            : MigrationPolicy.withoutSession().abpSession(AbpSession.KEEP);
    policy.downlinkCounterMargin(DOWNLINK_COUNTER_MARGIN);
    if (clear) {
      policy.clearKeys();
    } else if (values.flag(INVALIDATE_APP_KEY)) {
      policy.invalidateAppKey();
    }
    if (delete) {
      policy.deleteSourceDevice();
    }
    return clear || delete ? policy : policy.leaveOriginLive();
  }
}
