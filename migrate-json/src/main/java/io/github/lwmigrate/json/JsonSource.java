package io.github.lwmigrate.json;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads devices from The Things Stack device JSON: an export that is to be checked, changed by a
 * policy or sent to a target.
 *
 * <p>Listing streams: each entry carries its device, so that reading costs nothing and memory does
 * not grow with the input. Devices that are chosen by id are held in memory, in the order of the
 * choice. What cannot be read is an entry with a finding, {@link FindingCodes#UNREADABLE_JSON}, and
 * the listing goes on behind it; so are fields that were passed over.
 *
 * <p>Entries are labelled {@code line 7}. Thread-safe as {@link Source} asks for.
 */
public final class JsonSource implements Source {

  /** Opens the input anew for each listing. */
  private interface Opener {
    InputStream open() throws IOException;
  }

  private final String name;
  private final Opener opener;
  private final ReadOptions options;

  private JsonSource(String name, Opener opener, ReadOptions options) {
    this.name = name;
    this.opener = opener;
    this.options = options;
  }

  /**
   * A source that leaves out unknown fields and takes the last of duplicate ones, as the importer
   * of The Things Stack does, with a finding for each.
   *
   * @param file the file
   * @return the source; the file is opened when devices are listed
   * @throws ConfigurationException if there is no such file, or it cannot be read
   */
  public static JsonSource of(Path file) {
    return of(file, ReadOptions.strict().leaveOutUnknownFields().takeLastOfDuplicates());
  }

  /**
   * A source.
   *
   * @param file the file
   * @param options how to read
   * @return the source; the file is opened when devices are listed
   * @throws ConfigurationException if there is no such file, or it cannot be read
   */
  public static JsonSource of(Path file, ReadOptions options) {
    problem(file)
        .ifPresent(
            problem -> {
              throw new ConfigurationException("read devices from " + file, problem);
            });
    return new JsonSource(
        file.toAbsolutePath().normalize().toString(), () -> Files.newInputStream(file), options);
  }

  /**
   * A source of an input that can be read once.
   *
   * @param in the input; not closed
   * @param name how reports name it
   * @param options how to read
   * @return the source; it lists once
   */
  public static JsonSource of(InputStream in, String name, ReadOptions options) {
    AtomicBoolean taken = new AtomicBoolean();
    return new JsonSource(
        name,
        () -> {
          if (taken.getAndSet(true)) {
            throw new IOException("it was read already and cannot be read again");
          }
          return new BufferedInputStream(in) {
            @Override
            public void close() {}
          };
        },
        options);
  }

  private static Optional<String> problem(Path file) {
    if (!Files.exists(file)) {
      return Optional.of("the file does not exist; check its name");
    }
    if (Files.isDirectory(file)) {
      return Optional.of("this is a directory; name a file in it");
    }
    return Files.isReadable(file)
        ? Optional.empty()
        : Optional.of("the file may not be read by this user; check its permissions");
  }

  @Override
  public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
    try (InputStream in = opener.open();
        DeviceJsonReader reader = DeviceJsonReader.of(in, options)) {
      if (selection.devices().isPresent()) {
        listChosen(selection.devices().get(), reader, receiver, call);
      } else {
        listAll(selection.applications(), reader, receiver, call);
      }
    } catch (IOException e) {
      throw MigrationException.builder(Stage.LIST, "read devices from " + name)
          .because(String.valueOf(e.getMessage()))
          .cause(e)
          .build();
    }
  }

  private static void listAll(
      List<String> applications,
      DeviceJsonReader reader,
      Consumer<? super Listed> receiver,
      Call call) {
    for (Listed entry = next(reader, call); entry != null; entry = next(reader, call)) {
      if (applications.isEmpty()
          || entry.ref().deviceId().isEmpty()
          || applications.contains(entry.ref().applicationId())) {
        receiver.accept(entry);
      }
    }
  }

  private static void listChosen(
      Iterable<DeviceRef> chosen,
      DeviceJsonReader reader,
      Consumer<? super Listed> receiver,
      Call call) {
    Map<DeviceRef, Listed> found = new LinkedHashMap<>();
    chosen.forEach(ref -> found.putIfAbsent(ref, Listed.of(ref)));
    for (Listed entry = next(reader, call); entry != null; entry = next(reader, call)) {
      Listed present = entry;
      for (DeviceRef key : List.of(present.ref(), DeviceRef.ofDevice(present.ref().deviceId()))) {
        found.computeIfPresent(key, (ref, known) -> known.carried().length > 0 ? known : present);
      }
    }
    found.values().forEach(receiver);
  }

  private static @Nullable Listed next(DeviceJsonReader reader, Call call) {
    call.throwIfCancelled();
    Optional<JsonDevice> next;
    try {
      next = reader.next();
    } catch (DeviceJsonException e) {
      return Listed.of(new DeviceRef("", "")).labelled("line " + e.line()).with(finding(e));
    }
    return next.map(JsonSource::entry).orElse(null);
  }

  private static Listed entry(JsonDevice read) {
    Listed entry =
        Listed.of(read.device().ref())
            .labelled("line " + read.line())
            .carrying(read.device().toProto().toByteArray());
    for (JsonNotice notice : read.notices()) {
      entry = entry.with(finding(notice));
    }
    return entry;
  }

  private static Finding finding(DeviceJsonException e) {
    return Finding.of(
            Severity.ERROR,
            FindingCodes.UNREADABLE_JSON,
            e.field(),
            "line " + e.line() + ", column " + e.column() + ": expected " + e.expected() + ".")
        .withRemedy("Correct the input at this place.");
  }

  private static Finding finding(JsonNotice notice) {
    String place = "line " + notice.line() + ", column " + notice.column() + ": ";
    return switch (notice.kind()) {
      case UNKNOWN_FIELD ->
          Finding.of(
                  Severity.WARNING,
                  FindingCodes.UNKNOWN_FIELD,
                  notice.field(),
                  place + "no device has this field; it is left out.")
              .withRemedy("Check its spelling.");
      case DUPLICATE_FIELD ->
          Finding.of(
                  Severity.WARNING,
                  FindingCodes.DUPLICATE_FIELD,
                  notice.field(),
                  place + "this field has a value already; the last one counts.")
              .withRemedy("Remove the value that is wrong.");
      case SESSION_KEY_ID_NOT_GIVEN ->
          Finding.of(
                  Severity.CONFIRM,
                  FindingCodes.SESSION_KEY_ID_MISSING,
                  notice.field(),
                  place + "the session of the device has no session key id; an import refuses it.")
              .withRemedy(
                  "Add \"session_key_id\": \"\" to the keys of the session, or acknowledge this:"
                      + " what is written then has it.");
    };
  }

  @Override
  public Reading read(Listed listed, Call call) {
    if (listed.carried().length == 0) {
      return Reading.gone("There is no device of this id in " + name + ".");
    }
    try {
      return Reading.of(
          EndDevice.of(
              io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.parseFrom(listed.carried())));
    } catch (InvalidProtocolBufferException e) {
      throw MigrationException.builder(Stage.READ, "read a device of " + name)
          .device(listed.ref())
          .because("the listing carries something else than the device")
          .remedy("List the devices again.")
          .build();
    }
  }

  @Override
  public int maxConcurrency() {
    return Math.min(4, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public String identity() {
    return "json " + name;
  }
}
