package io.github.lwmigrate.source.ttnv2.internal;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.grpc.Applications;
import io.github.lwmigrate.proto.ttn.v2.handler.Application;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists and reads the devices of applications. Thread-safe. */
public final class OriginReader {

  private static final Logger log = LoggerFactory.getLogger(OriginReader.class);

  private static final Duration LISTING_STAYS_TRUE = Duration.ofHours(1);

  private static final Finding TEMPLATE =
      Finding.of(
              Severity.NOTICE,
              FindingCodes.JOIN_TEMPLATE,
              "",
              "This entry is no device: devices are made of it when they join.")
          .withRemedy("Register devices that have not joined yet one by one at the target.");

  private static final Finding BLANK =
      Finding.of(
          Severity.NOTICE,
          FindingCodes.BLANK_ENTRY,
          "ids.device_id",
          "This entry of the listing is no device, but what remains of one that was deleted.");

  private static final Finding UNREADABLE =
      Finding.of(
              Severity.ERROR,
              FindingCodes.ORIGIN_RECORD_UNREADABLE,
              "",
              "The origin counts a device here that it cannot read itself; it does not tell which.")
          .withRemedy(
              "Compare the list of devices with your own, and look after the handler's"
                  + " storage.");

  private final Applications<OriginApplication> applications;
  private final HandlerClient client;
  private final V2DeviceMapper mapper;

  /** What was read of each application; empty where the key may not read it. */
  private final Map<String, Optional<Application>> begun = new ConcurrentHashMap<>();

  OriginReader(
      Applications<OriginApplication> applications, HandlerClient client, V2DeviceMapper mapper) {
    this.applications = applications;
    this.client = client;
    this.mapper = mapper;
  }

  void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
    Optional<Iterable<DeviceRef>> chosen = selection.devices();
    if (chosen.isPresent()) {
      Set<String> first = new HashSet<>();
      chosen.get().forEach(ref -> receiver.accept(chosen(ref, first, call)));
      return;
    }
    List<OriginApplication> wanted = applications.selected(selection.applications());
    wanted.forEach(OriginReader::checkKey);
    long[] totals = new long[wanted.size()];
    if (wanted.size() > 1) {
      for (int i = 0; i < totals.length; i++) {
        totals[i] = client.list(wanted.get(i), 0, 1, call).total().orElse(0);
      }
    }
    for (int i = 0; i < totals.length; i++) {
      int current = i;
      list(
          wanted.get(i),
          selection.limit(),
          receiver,
          total -> {
            totals[current] = total;
            long all = java.util.Arrays.stream(totals).sum();
            call.expectDevices(Math.min(all, selection.limit().orElse(all)));
          },
          call);
    }
  }

  private void list(
      OriginApplication application,
      OptionalLong limit,
      Consumer<? super Listed> receiver,
      LongConsumer totals,
      Call call) {
    Instant now = call.clock().instant();
    Application[] first = {begin(application, call).orElse(null)};
    long unreadable =
        new DeviceListing(client, application, limit, call)
            .run(
                device -> {
                  receiver.accept(listed(application, device, now, Optional.ofNullable(first[0])));
                  first[0] = null;
                },
                total -> {
                  totals.accept(total);
                  sayHowLong(application, Math.min(total, limit.orElse(total)), call);
                });
    for (long i = 1; i <= unreadable && limit.isEmpty(); i++) {
      receiver.accept(
          Listed.of(new DeviceRef(application.id(), ""))
              .labelled("unreadable device " + i + " of application " + application)
              .with(UNREADABLE));
    }
  }

  private static void sayHowLong(OriginApplication application, long devices, Call call) {
    if (call.movesSessions()) {
      log.info(
          "Application {}: reading {} devices takes at least {} at {} calls a second",
          application,
          devices,
          CallRate.duration(devices).toString().substring(2).toLowerCase(java.util.Locale.ROOT),
          CallRate.CALLS_PER_SECOND);
    }
  }

  private static Listed listed(
      OriginApplication application,
      V2Device device,
      Instant now,
      Optional<Application> functions) {
    Listed listed =
        Listed.of(new DeviceRef(application.id(), device.id()))
            .carrying(new Carried(now, Optional.of(device), functions).toBytes());
    if (device.id().isEmpty()) {
      return listed.labelled("blank entry of application " + application).with(BLANK);
    }
    return device.isTemplate() ? listed.with(TEMPLATE) : listed;
  }

  private Listed chosen(DeviceRef ref, Set<String> first, Call call) {
    Listed listed = Listed.of(ref);
    if (!Ids.FORM.matches(ref.deviceId())) {
      return listed.with(
          refused(
              FindingCodes.DEVICE_ID_INVALID,
              "ids.device_id",
              ref.deviceId().isBlank()
                  ? "The device id is blank."
                  : "The Things Network Stack V2 has no such device ids: "
                      + Ids.FORM.expected()
                      + "."));
    }
    Optional<OriginApplication> application = applications.of(ref);
    if (application.isEmpty()) {
      return listed.with(
          refused(
              FindingCodes.APPLICATION_UNKNOWN,
              "ids.application_ids.application_id",
              "The source was not opened for this application."));
    }
    checkKey(application.get());
    Optional<Application> functions =
        first.add(application.get().id()) ? begin(application.get(), call) : Optional.empty();
    return listed.carrying(
        new Carried(call.clock().instant(), Optional.empty(), functions).toBytes());
  }

  private static Finding refused(String code, String field, String message) {
    return Finding.of(Severity.ERROR, code, field, message)
        .withRemedy("Correct the list of devices.");
  }

  private static void checkKey(OriginApplication application) {
    AccessKeys.problem(application.accessKey().get())
        .ifPresent(
            problem -> {
              throw new ConfigurationException(
                  "use the access key of application \"" + application + "\"", problem);
            });
  }

  /** Reads the payload functions once, if there are any and the key may; fails with a wrong key. */
  private Optional<Application> begin(OriginApplication application, Call call) {
    Optional<Application> known = begun.get(application.id());
    if (known == null) {
      known =
          client
              .application(application, call)
              .map(message -> message.toBuilder().clearRegisterOnJoinAccessKey().build());
      begun.put(application.id(), known);
    }
    return known.filter(message -> !functionsOf(message).isEmpty());
  }

  private static List<String> functionsOf(Application application) {
    List<String> names = new ArrayList<>();
    ByteString format = application.getPayloadFormat();
    if (!format.isEmpty() && !format.equals(ByteString.copyFromUtf8("custom"))) {
      names.add("payload format " + format.toStringUtf8().replaceAll("[^a-z0-9]", "?"));
    }
    add("decoder", application.getDecoder(), names);
    add("converter", application.getConverter(), names);
    add("validator", application.getValidator(), names);
    add("encoder", application.getEncoder(), names);
    return names;
  }

  private static void add(String name, ByteString function, List<String> names) {
    if (!function.isEmpty()) {
      names.add(name);
    }
  }

  Reading read(Listed listed, Call call) {
    OriginApplication application = applicationOf(listed);
    DeviceRef ref = new DeviceRef(application.id(), listed.ref().deviceId());
    Optional<Carried> carried = Carried.parse(listed.carried());
    Instant exportedAt = carried.map(Carried::exportedAt).orElseGet(() -> call.clock().instant());
    Optional<V2Device> known = carried.flatMap(Carried::device);
    if (ref.deviceId().isEmpty()) {
      return Reading.gone("The entry has no id: it is what remains of a deleted device.");
    }
    if (known.isPresent() && known.get().isTemplate()) {
      return template();
    }
    if (known.isPresent()
        && known.get().joins()
        && !call.movesSessions()
        && !isOld(exportedAt, call)) {
      return reading(known.get(), ref, exportedAt, false);
    }
    Optional<V2Device> device = client.find(application, ref, call);
    if (device.isEmpty()) {
      return gone();
    }
    return device.get().isTemplate() ? template() : reading(device.get(), ref, exportedAt, true);
  }

  /** A run may go on long after it has listed; a new AppKey must not be missed. */
  private static boolean isOld(Instant listedAt, Call call) {
    return listedAt.plus(LISTING_STAYS_TRUE).isBefore(call.clock().instant());
  }

  OriginApplication applicationOf(Listed listed) {
    return application(listed.ref());
  }

  OriginApplication application(DeviceRef ref) {
    return applications
        .of(ref)
        .orElseThrow(
            () ->
                MigrationException.builder(Stage.READ, "read the device")
                    .device(ref)
                    .because("the source was not opened for this application")
                    .build());
  }

  static Reading gone() {
    return Reading.gone(
        "The handler does not know the device, also when asked again, and does not list it.");
  }

  private static Reading template() {
    return Reading.gone("It is a template for devices that register when they join, no device.");
  }

  Reading reading(V2Device device, DeviceRef ref, Instant exportedAt, boolean withSession) {
    List<Finding> findings = new ArrayList<>();
    var mapped = mapper.map(device, ref, exportedAt, withSession, findings::add);
    List<String> names =
        begun
            .getOrDefault(ref.applicationId(), Optional.empty())
            .map(OriginReader::functionsOf)
            .orElse(List.of());
    if (!names.isEmpty()) {
      findings.add(
          Finding.of(
                  Severity.ADVICE,
                  FindingCodes.PAYLOAD_FUNCTIONS_NOT_CARRIED,
                  "formatters",
                  "Its application has payload functions at the origin, which do not travel with"
                      + " the device: "
                      + String.join(", ", names)
                      + ".")
              .withRemedy("Set payload formatters for the application at the target."));
    }
    return Reading.of(mapped, findings).carrying(Carried.of(exportedAt, device).toBytes());
  }

  /**
   * What may be read.
   *
   * @return application ids
   */
  public List<String> applicationIds() {
    return List.copyOf(applications.ids());
  }
}
