package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.grpc.Applications;
import io.github.lwmigrate.grpc.RemoteServer;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.stack.IdForm;
import io.github.lwmigrate.stack.StackServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists and reads the devices of applications. Thread-safe. */
public final class StackReader {

  private static final Logger log = LoggerFactory.getLogger(StackReader.class);

  private final Applications<Application> applications;
  private final StackClient client;
  private final DeviceReader devices;
  private final Retirer retirer;
  private final Set<String> checked = ConcurrentHashMap.newKeySet();

  /**
   * A reader.
   *
   * @param applications what may be read
   * @param servers where the four servers are
   * @param retry how long calls are repeated
   */
  public StackReader(
      Applications<Application> applications,
      Map<StackServer, RemoteServer> servers,
      RetryPolicy retry) {
    this.applications = applications;
    Map<StackServer, Registry> registries = new EnumMap<>(StackServer.class);
    servers.forEach((kind, server) -> registries.put(kind, new Registry(kind, server)));
    this.client = new StackClient(registries, retry);
    this.devices = new DeviceReader(client);
    this.retirer = new StackRetirer(applications, client, devices, retry);
  }

  /**
   * Lists devices as {@link io.github.lwmigrate.spi.Source#list} says.
   *
   * @param selection which devices
   * @param receiver takes the entries
   * @param call what the engine provides
   */
  public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
    Optional<Iterable<DeviceRef>> chosen = selection.devices();
    if (chosen.isPresent()) {
      applications.only().ifPresent(application -> check(application, call));
      chosen.get().forEach(ref -> receiver.accept(listed(ref, call)));
      return;
    }
    List<Application> wanted = applications.selected(selection.applications());
    wanted.forEach(application -> check(application, call));
    listAll(wanted, selection.limit(), receiver, call);
  }

  private void listAll(
      List<Application> wanted, OptionalLong limit, Consumer<? super Listed> receiver, Call call) {
    long[] totals = new long[wanted.size()];
    if (wanted.size() > 1) {
      for (int i = 0; i < totals.length; i++) {
        totals[i] = client.count(wanted.get(i), call).orElse(0);
      }
    }
    for (int i = 0; i < totals.length; i++) {
      int current = i;
      new DeviceListing(client, wanted.get(i), limit, receiver, call)
          .run(
              total -> {
                totals[current] = total;
                long all = java.util.Arrays.stream(totals).sum();
                call.expectDevices(Math.min(all, limit.orElse(all)));
              });
    }
  }

  private Listed listed(DeviceRef ref, Call call) {
    Listed listed = Listed.of(ref);
    String id = ref.deviceId();
    if (id.isBlank()) {
      return listed.with(
          refused(FindingCodes.DEVICE_ID_INVALID, "ids.device_id", "The device id is blank."));
    }
    if (!IdForm.THE_THINGS_STACK.matches(id)) {
      return listed.with(
          refused(
              FindingCodes.DEVICE_ID_INVALID,
              "ids.device_id",
              "The Things Stack has no such device ids: "
                  + IdForm.THE_THINGS_STACK.expected()
                  + "."));
    }
    Optional<Application> application = applications.of(ref);
    if (application.isEmpty()) {
      return listed.with(
          refused(
              FindingCodes.APPLICATION_UNKNOWN,
              "ids.application_ids.application_id",
              "The source was not opened for this application."));
    }
    check(application.get(), call);
    // The whole reference, so that a journal finds the device however it was named.
    return Listed.of(new DeviceRef(application.get().id(), id)).labelled(listed.label());
  }

  private static Finding refused(String code, String field, String message) {
    return Finding.of(Severity.ERROR, code, field, message)
        .withRemedy("Correct the list of devices.");
  }

  /** Checks key and rights, once for each application. */
  private void check(Application application, Call call) {
    if (checked.contains(application.id())) {
      return;
    }
    String key = application.apiKey().get();
    ApiKeys.problem(key)
        .ifPresent(
            problem -> {
              throw new ConfigurationException(
                  "use the API key of application \"" + application + "\"", problem);
            });
    ApiKeys.oddity(key).ifPresent(oddity -> log.warn("Application {}: {}", application, oddity));
    client.requireRights(application, call);
    checked.add(application.id());
  }

  /**
   * Reads a device as {@link io.github.lwmigrate.spi.Source#read} says.
   *
   * @param listed an entry of {@link #list}
   * @param call what the engine provides
   * @return the reading
   */
  public Reading read(Listed listed, Call call) {
    Application application =
        applications
            .of(listed.ref())
            .orElseThrow(
                () ->
                    MigrationException.builder(Stage.READ, "read the device")
                        .device(listed.ref())
                        .because("the source was not opened for this application")
                        .build());
    return devices.read(application, listed, call);
  }

  /**
   * What changes the devices that are read here.
   *
   * @return the same one each time
   */
  public Retirer retirer() {
    return retirer;
  }

  /**
   * What may be read.
   *
   * @return application ids
   */
  public List<String> applicationIds() {
    return new ArrayList<>(applications.ids());
  }
}
