package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.github.lwmigrate.MigrationReport.FindingSummary;
import io.github.lwmigrate.check.Candidate;
import io.github.lwmigrate.check.DeviceCheck;
import io.github.lwmigrate.check.DeviceChecks;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.RootKeys;
import io.github.lwmigrate.device.Session;
import io.github.lwmigrate.device.SessionKeys;
import io.github.lwmigrate.journal.InMemoryJournal;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.Revision;
import io.github.lwmigrate.journal.RunDescription;
import io.github.lwmigrate.rule.DeviceRule;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Delivery;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionSet;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Receipt;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedactionTest {

  private static final AesKey KEY = AesKey.of("A1B2C3D4E5F60718293A4B5C6D7E8F90");
  private static final String SECRET = "NNSXS.ID.SECRETSECRETSECRET";
  private static final DeviceRef REF = new DeviceRef("app-1", "dev-1");
  private static final EndDevice DEVICE = withKeyEverywhere(new RandomDevices(3).next());

  @Test
  void everyTypeThatHoldsAKey_printsWithoutIt() throws Exception {
    Map<Class<?>, Object> samples = new HashMap<>(samples());
    samples.putAll(journalSamples());
    assertThat(typesThatMayPrintAKey())
        .contains(EndDevice.class, SessionKeys.class, Outcome.class, MigrationReport.class);
    assertThat(samples.keySet().stream().map(Class::getName))
        .as("there is a sample of every type that may hold a key and prints itself")
        .containsAll(typesThatMayPrintAKey().stream().map(Class::getName).toList());
    samples.forEach(
        (type, sample) -> {
          assertThat(sample).isInstanceOf(type);
          assertRedacted(sample.toString());
        });
  }

  @Test
  void theSampleDevice_holdsTheKeyInEveryPlace() {
    assertThat(DEVICE.rootKeys().orElseThrow().appKey()).contains(KEY);
    assertThat(DEVICE.session().orElseThrow().keys().appSKey()).contains(KEY);
    assertThat(DEVICE.session().orElseThrow().keys().fNwkSIntKey()).contains(KEY);
    assertThat(DEVICE.toProto().getPendingSession().getKeys().getAppSKey().getKey().toByteArray())
        .isEqualTo(KEY.toBytes());
  }

  @Test
  void theNet_catchesEveryForm() {
    byte[] bytes = KEY.toBytes();
    for (String text :
        List.of(
            HexFormat.of().formatHex(bytes),
            HexFormat.ofDelimiter(":").formatHex(bytes),
            Base64.getEncoder().encodeToString(bytes),
            Arrays.toString(bytes),
            DEVICE.toProto().toString())) {
      assertThat(leaks("before " + text + " after")).isTrue();
    }
    assertThat(leaks("AesKey present")).isFalse();
  }

  @Test
  void rulesAndChecks_sayNothingOfAKey() {
    RandomDevices devices = new RandomDevices(4);
    List<MigrationPolicy> policies =
        List.of(
            MigrationPolicy.withoutSession().deviceIdPrefix("p").build(),
            MigrationPolicy.withSession().leaveOriginLive().resetFrameCounters().build());
    List<DeviceCheck> checks = new ArrayList<>(DeviceChecks.importProfile());
    checks.addAll(DeviceChecks.messageProfile());
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      EndDevice original = withKeyEverywhere(devices.next());
      for (MigrationPolicy policy : policies) {
        EndDevice exported = original;
        for (DeviceRule rule : policy.rules()) {
          exported = rule.apply(exported, findings::add);
        }
        for (DeviceCheck check : checks) {
          check.check(new Candidate(original, exported, policy), findings::add);
        }
      }
    }
    assertThat(findings).hasSizeGreaterThan(1000);
    findings.forEach(finding -> assertRedacted(finding.toString()));
  }

  @Test
  void wrongKeyText_isNotRepeated() {
    String hex = HexFormat.of().formatHex(KEY.toBytes());
    for (String wrong : List.of(hex + "0", hex.substring(1), hex.substring(1) + "x", " " + hex)) {
      try {
        AesKey.of(wrong);
        throw new AssertionError("a key of " + wrong.length() + " characters was taken");
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).doesNotContainIgnoringCase(hex.substring(1, 31));
      }
    }
  }

  @Test
  void secretOption_isNeitherPrintedNorRepeatedInAComplaint() throws IOException {
    OptionSet options =
        OptionSet.of(
            Option.text("api-key", "KEY", "API key").environment("API_KEY").secret().build(),
            Option.flag("insecure", "no TLS").build());
    OptionValues values = options.resolve(Map.of("api-key", SECRET), name -> null);
    assertThat(values.text("api-key")).contains(SECRET);
    assertThat(values.toString()).contains("api-key=present").doesNotContain("SECRET");
    Path folder = Files.createTempDirectory("secret");
    for (Map<String, String> given :
        List.of(
            Map.of("api-key", SECRET, "insecure", "perhaps"),
            Map.of("api-key-file", SECRET),
            Map.of("api-key-file", folder.toString(), "api-key", SECRET),
            Map.of("api-key-file", folder.toString(), "insecure", SECRET))) {
      try {
        options.resolve(given, name -> null);
        throw new AssertionError("these options were taken: " + given.keySet());
      } catch (ConfigurationException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("SECRETSECRET");
        assertThat(e.problems()).noneMatch(problem -> problem.contains("SECRETSECRET"));
      }
    }
  }

  private static Map<Class<?>, Object> samples() throws IOException {
    Delivery delivery = new Delivery(0, REF, DEVICE, Instant.EPOCH);
    Listed listed = Listed.of(REF).carrying(DEVICE.toProto().toByteArray());
    Reading reading = Reading.of(DEVICE);
    Finding finding = Finding.of(Severity.NOTICE, "code", "field", "message");
    MigrationException failure =
        MigrationException.builder(Stage.READ, "read the device").device(REF).build();
    Outcome outcome =
        new Outcome(
            0,
            REF,
            "line 1",
            Status.DONE,
            false,
            List.of(finding),
            Optional.of(DEVICE),
            Optional.of(new Receipt("line 1")),
            Optional.of(failure));
    MigrationReport report =
        new MigrationReport(
            "run-1",
            Map.of(Status.DONE, 1L),
            1,
            List.of(REF),
            List.of(new FindingSummary(Severity.NOTICE, "code", 1, finding, "line 1")),
            List.of(outcome),
            true,
            false,
            Optional.of(failure),
            1,
            Duration.ZERO);
    byte[] image = DEVICE.toProto().toByteArray();
    RetirementStep step = new RetirementStep(REF, Retirement.DELETE, "step", image, image);
    OptionSet options = OptionSet.of(Option.text("api-key", "KEY", "API key").secret().build());
    MigrationPolicy policy = MigrationPolicy.withoutSession().build();
    return Map.ofEntries(
        Map.entry(AesKey.class, KEY),
        Map.entry(EndDevice.class, DEVICE),
        Map.entry(RootKeys.class, DEVICE.rootKeys().orElseThrow()),
        Map.entry(Session.class, DEVICE.session().orElseThrow()),
        Map.entry(SessionKeys.class, DEVICE.session().orElseThrow().keys()),
        Map.entry(Listed.class, listed),
        Map.entry(Reading.class, reading),
        Map.entry(Delivery.class, delivery),
        Map.entry(Outcome.class, outcome),
        Map.entry(MigrationReport.class, report),
        Map.entry(MigrationException.class, failure),
        Map.entry(Candidate.class, new Candidate(DEVICE, DEVICE, policy)),
        Map.entry(RetirementStep.class, step),
        Map.entry(Assessment.class, new Assessment(List.of(step), List.of(finding))),
        Map.entry(OptionValues.class, options.resolve(Map.of("api-key", SECRET), name -> null)));
  }

  private static Map<Class<?>, Object> journalSamples() {
    byte[] image = DEVICE.toProto().toByteArray();
    RetirementStep step = new RetirementStep(REF, Retirement.DELETE, "step", image, image);
    JournalEvent.Listed listed = new JournalEvent.Listed(0, REF, "line 1", image, List.of());
    JournalEvent.Recorded recorded =
        new JournalEvent.Recorded(0, DEVICE, DEVICE, Instant.EPOCH, true, List.of(), List.of(step));
    InMemoryJournal journal = new InMemoryJournal();
    journal.begin(new RunDescription("run", Instant.EPOCH, "", "", "", "", Map.of()));
    journal.append(List.of(listed, recorded));
    return Map.of(
        RetirementRequest.class,
        new RetirementRequest(Reading.of(DEVICE), Retirement.DELETE, true),
        JournalEvent.Listed.class,
        listed,
        JournalEvent.Recorded.class,
        recorded,
        InMemoryJournal.class,
        journal,
        Revision.class,
        journal.latest(0).orElseThrow(),
        Journal.JournaledStep.class,
        journal.steps(0).get(0));
  }

  /** Types of this module with a text form of their own that reach a key through their fields. */
  private static Set<Class<?>> typesThatMayPrintAKey() throws Exception {
    URI classes = EndDevice.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    List<Class<?>> types = new ArrayList<>();
    Path root = Path.of(classes);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
        if (!name.endsWith("-info.class")) {
          types.add(
              Class.forName(
                  name.substring(0, name.length() - ".class".length()),
                  false,
                  EndDevice.class.getClassLoader()));
        }
      }
    }
    assertThat(types).hasSizeGreaterThan(100);
    Set<Class<?>> holders = new HashSet<>();
    for (int before = -1; before < holders.size(); ) {
      before = holders.size();
      for (Class<?> type : types) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())
              && mentionsAKey(field.getGenericType(), holders)) {
            holders.add(type);
          }
        }
      }
    }
    return holders.stream().filter(RedactionTest::printsItself).collect(Collectors.toSet());
  }

  private static boolean mentionsAKey(Type type, Set<Class<?>> holders) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      return (Collection.class.isAssignableFrom(raw)
              || Map.class.isAssignableFrom(raw)
              || Future.class.isAssignableFrom(raw)
              || raw == Optional.class)
          && Arrays.stream(generic.getActualTypeArguments())
              .anyMatch(argument -> mentionsAKey(argument, holders));
    }
    return type instanceof Class<?> plain
        && (plain == byte[].class
            || plain == ByteString.class
            || Message.class.isAssignableFrom(plain)
            || holders.contains(plain));
  }

  private static boolean printsItself(Class<?> type) {
    try {
      return type.getMethod("toString").getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRedacted(String text) {
    assertThat(leaks(text)).as("the text form holds a key").isFalse();
    assertThat(text).doesNotContain("SECRETSECRET");
  }

  private static boolean leaks(String text) {
    byte[] bytes = KEY.toBytes();
    String plain = text.replaceAll("[\\s:_,-]", "").toLowerCase(Locale.ROOT);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    String array = Arrays.toString(bytes).replaceAll("[\\[\\]\\s]", "");
    return plain.contains(HexFormat.of().formatHex(bytes))
        || text.contains(base64)
        || text.contains(base64.replace('+', '-').replace('/', '_'))
        || text.replaceAll("\\s", "").contains(array)
        || text.contains(TextFormat.escapeBytes(ByteString.copyFrom(bytes)));
  }

  private static EndDevice withKeyEverywhere(EndDevice device) {
    var message = device.toProto().toBuilder();
    message.getRootKeysBuilder().getAppKeyBuilder().setKey(bytes());
    message.getRootKeysBuilder().getNwkKeyBuilder().setKey(bytes());
    message.getSessionBuilder().getKeysBuilder().getAppSKeyBuilder().setKey(bytes());
    message.getSessionBuilder().getKeysBuilder().getFNwkSIntKeyBuilder().setKey(bytes());
    message.getPendingSessionBuilder().getKeysBuilder().getAppSKeyBuilder().setKey(bytes());
    replaceKeys(message);
    return EndDevice.of(message.build());
  }

  private static void replaceKeys(Message.Builder message) {
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING
          && (field.getName().equals("key")
              || field.getName().equals("encrypted_key")
              || field.getName().equals("root_wor_s_key"))) {
        message.setField(field, bytes());
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated()) {
        Message.Builder child = ((Message) entry.getValue()).toBuilder();
        replaceKeys(child);
        message.setField(field, child.build());
      }
    }
  }

  private static ByteString bytes() {
    return ByteString.copyFrom(KEY.toBytes());
  }
}
