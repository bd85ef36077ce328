package io.github.lwmigrate.cli.internal;

import com.google.gson.stream.JsonWriter;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.MigrationReport;
import io.github.lwmigrate.Outcome;
import io.github.lwmigrate.Status;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One JSON object a line for each device. Holds no key. */
final class VerdictJson implements Verdicts {

  private final PrintStream out;

  VerdictJson(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(Outcome outcome) {
    StringWriter line = new StringWriter();
    try (JsonWriter json = new JsonWriter(line)) {
      json.setHtmlSafe(false);
      json.beginObject();
      json.name("index").value(outcome.index());
      json.name("ids").beginObject();
      ids(json, outcome);
      json.endObject();
      json.name("verdict").value(verdict(outcome.status()));
      json.name("findings").beginArray();
      for (Finding finding : outcome.findings()) {
        finding(json, finding);
      }
      json.endArray();
      if (outcome.failure().isPresent()) {
        json.name("failure").beginObject();
        json.name("stage")
            .value(outcome.failure().get().stage().name().toLowerCase(java.util.Locale.ROOT));
        json.name("message")
            .value(Redaction.ofMessage(String.valueOf(outcome.failure().get().getMessage())));
        json.endObject();
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(line);
  }

  private static void ids(JsonWriter json, Outcome outcome) throws IOException {
    Optional<EndDevice> device = outcome.exported();
    DeviceRef origin = outcome.origin();
    String deviceId = device.map(EndDevice::deviceId).orElse(origin.deviceId());
    if (!deviceId.isEmpty()) {
      json.name("device_id").value(Redaction.id(outcome, deviceId));
    }
    if (!origin.applicationId().isEmpty()) {
      json.name("application_ids").beginObject();
      json.name("application_id").value(origin.applicationId());
      json.endObject();
    }
    if (device.isPresent()) {
      text(json, "dev_eui", device.get().devEui());
      text(json, "join_eui", device.get().joinEui());
    }
  }

  private static void text(JsonWriter json, String name, Optional<?> value) throws IOException {
    if (value.isPresent()) {
      json.name(name).value(value.get().toString());
    }
  }

  private static void finding(JsonWriter json, Finding finding) throws IOException {
    json.beginObject();
    json.name("severity").value(finding.severity().id());
    json.name("code").value(finding.code());
    json.name("field").value(finding.field());
    json.name("message").value(finding.message());
    json.name("remedy").value(finding.remedy());
    json.endObject();
  }

  static String verdict(Status status) {
    return switch (status) {
      case PLANNED, DONE -> "accepted";
      case REJECTED -> "rejected";
      case SKIPPED -> "skipped";
      case FAILED -> "failed";
      case NOT_STARTED -> "not-started";
      case UNFINISHED -> "unfinished";
      case RESTORED -> "restored";
    };
  }

  @Override
  public void finish(MigrationReport report) {
    out.flush();
  }
}
