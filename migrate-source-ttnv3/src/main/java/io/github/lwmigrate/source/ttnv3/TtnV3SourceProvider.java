package io.github.lwmigrate.source.ttnv3;

import io.github.lwmigrate.MigrationPolicy;
import io.github.lwmigrate.grpc.Problems;
import io.github.lwmigrate.source.ttnv3.internal.ApiKeys;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionSet;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Opens The Things Stack as a source by string options. Stateless and thread-safe. */
public final class TtnV3SourceProvider implements SourceProvider {

  private static final String APP_ID = "app-id";
  private static final String APP_API_KEY = "app-api-key";
  private static final String DEFAULT_ADDRESS = "default-grpc-address";
  private static final String IDENTITY_SERVER_ADDRESS = "identity-server-grpc-address";
  private static final String JOIN_SERVER_ADDRESS = "join-server-grpc-address";
  private static final String APPLICATION_SERVER_ADDRESS = "application-server-grpc-address";
  private static final String NETWORK_SERVER_ADDRESS = "network-server-grpc-address";
  private static final String CA_FILE = "ca-file";
  private static final String INSECURE = "insecure";
  private static final String NO_SESSION = "no-session";
  private static final String KEEP_DOWNLINKS = "keep-downlinks";
  private static final String INVALIDATE_APP_KEY = "invalidate-app-key";
  private static final String DELETE_SOURCE_DEVICE = "delete-source-device";

  private static final OptionSet OPTIONS =
      OptionSet.of(
          named(Option.text(APP_ID, "APP", "application to read")).required().build(),
          named(Option.text(APP_API_KEY, "KEY", "API key of the application"))
              .required()
              .secret()
              .build(),
          address(DEFAULT_ADDRESS, "address of every server that has none of its own"),
          address(IDENTITY_SERVER_ADDRESS, "address of the Identity Server"),
          address(JOIN_SERVER_ADDRESS, "address of the Join Server"),
          address(APPLICATION_SERVER_ADDRESS, "address of the Application Server"),
          address(NETWORK_SERVER_ADDRESS, "address of the Network Server"),
          named(Option.file(CA_FILE, "certificates of further authorities to trust, in PEM form"))
              .build(),
          named(Option.flag(INSECURE, "connect without TLS; a CA file is then not used")).build(),
          named(Option.flag(NO_SESSION, "leave sessions behind: devices join again or are reset"))
              .build(),
          named(Option.flag(KEEP_DOWNLINKS, "leave downlinks at the origin as they are")).build(),
          named(
                  Option.flag(
                      INVALIDATE_APP_KEY,
                      "replace root keys at the origin, so that no device can join there"))
              .build(),
          named(
                  Option.flag(
                      DELETE_SOURCE_DEVICE, "delete devices at the origin once they are safe"))
              .build());

  /** For {@link java.util.ServiceLoader}. */
  public TtnV3SourceProvider() {}

  private static Option address(String name, String description) {
    return named(Option.text(name, "HOST[:PORT]", description)).build();
  }

  private static Option.Builder named(Option.Builder option) {
    String variable = option.build().name().replace('-', '_').toUpperCase(Locale.ROOT);
    return option.environment("TTS_" + variable, "TTNV3_" + variable);
  }

  @Override
  public String id() {
    return "ttnv3";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("tts");
  }

  @Override
  public String description() {
    return "The Things Stack (The Things Network V3)";
  }

  @Override
  public OptionSet options() {
    return OPTIONS;
  }

  @Override
  public Source open(OptionValues values) {
    String key = values.require(APP_API_KEY);
    TtnV3Source.Builder builder =
        TtnV3Source.builder()
            .application(values.require(APP_ID), () -> key)
            .otherApplications(() -> key);
    text(values, DEFAULT_ADDRESS, builder::address);
    text(values, IDENTITY_SERVER_ADDRESS, builder::identityServerAddress);
    text(values, JOIN_SERVER_ADDRESS, builder::joinServerAddress);
    text(values, APPLICATION_SERVER_ADDRESS, builder::applicationServerAddress);
    text(values, NETWORK_SERVER_ADDRESS, builder::networkServerAddress);
    if (values.flag(INSECURE)) {
      builder.plaintext();
    } else {
      values.file(CA_FILE).ifPresent(builder::caFile);
    }
    Problems problems = new Problems();
    ApiKeys.problem(key).ifPresent(problems::add);
    return problems.open("open The Things Stack as a source", builder::build);
  }

  private static void text(OptionValues values, String name, Consumer<String> setting) {
    values.text(name).ifPresent(setting);
  }

  /**
   * Devices move with their session unless {@code no-session} is given. Downlinks are disabled at
   * the origin unless {@code keep-downlinks} is given, or the device is deleted there and no
   * session moves. An origin that nothing silences stays live, which {@code keep-downlinks} says.
   */
  @Override
  public MigrationPolicy.Builder policy(OptionValues values) {
    boolean sessionsMove = !values.flag(NO_SESSION);
    boolean deletes = values.flag(DELETE_SOURCE_DEVICE);
    boolean keepsDownlinks = values.flag(KEEP_DOWNLINKS);
    MigrationPolicy.Builder policy =
        sessionsMove ? MigrationPolicy.withSession() : MigrationPolicy.withoutSession();
    if (!keepsDownlinks && (sessionsMove || !deletes)) {
      policy.disableDownlinks();
    }
    if (values.flag(INVALIDATE_APP_KEY)) {
      policy.invalidateAppKey();
    }
    if (deletes) {
      policy.deleteSourceDevice();
    }
    if (sessionsMove && keepsDownlinks && !deletes) {
      policy.leaveOriginLive();
    }
    return policy;
  }
}
