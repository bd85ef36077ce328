package io.github.lwmigrate.source.ttnv3.internal;

import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.Severity;
import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.grpc.Applications;
import io.github.lwmigrate.grpc.RetryPolicy;
import io.github.lwmigrate.spi.Assessment;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Comparison;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Retirement;
import io.github.lwmigrate.spi.RetirementRequest;
import io.github.lwmigrate.spi.RetirementStep;
import io.github.lwmigrate.spi.Retirer;
import io.github.lwmigrate.stack.StackServer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Retires devices of The Things Stack. Thread-safe. */
final class StackRetirer implements Retirer {

  private final Applications<Application> applications;
  private final StackClient client;
  private final DeviceReader reader;
  private final Map<Retirement, Retiring> ways = new EnumMap<>(Retirement.class);

  StackRetirer(
      Applications<Application> applications,
      StackClient client,
      DeviceReader reader,
      RetryPolicy retry) {
    this.applications = applications;
    this.client = client;
    this.reader = reader;
    StackWriter writer = new StackWriter(client, retry);
    ways.put(Retirement.DISABLE_DOWNLINKS, new DisableDownlinks(client, writer));
    ways.put(Retirement.INVALIDATE_APP_KEY, new InvalidateAppKey(client, writer));
    ways.put(Retirement.DELETE, new Deletion(client, writer));
  }

  @Override
  public Set<Retirement> supported() {
    return Collections.unmodifiableSet(ways.keySet());
  }

  @Override
  public Assessment assess(RetirementRequest request, Call call) {
    EndDevice device =
        request
            .reading()
            .device()
            .orElseThrow(() -> new IllegalArgumentException("a device that is gone"));
    Application application = application(device.ref());
    Parts parts =
        Parts.decode(request.reading().carried())
            .orElseGet(() -> read(application, device.ref(), call));
    return way(request.wanted())
        .assess(
            new Retiring.Subject(
                application,
                device.ref(),
                device.toProto().getSupportsJoin(),
                parts,
                request.sessionMoves()),
            call);
  }

  private Parts read(Application application, DeviceRef device, Call call) {
    Parts parts = new Parts();
    client.get(List.of(StackServer.values()), application, device, parts, call);
    return parts;
  }

  @Override
  public void apply(RetirementStep step, Call call) {
    way(step.retirement()).apply(step, application(step.device()), call);
  }

  @Override
  public Comparison compare(RetirementStep step, Call call) {
    return way(step.retirement()).compare(step, application(step.device()), call);
  }

  @Override
  public Reading readFrozen(
      Listed listed, EndDevice recorded, List<RetirementStep> applied, Call call) {
    // What the listing carries is older than the freeze.
    return reader.read(
        application(listed.ref()),
        Listed.of(listed.ref()),
        parts -> applied.forEach(step -> way(step.retirement()).putBack(recorded.toProto(), parts)),
        call);
  }

  @Override
  public List<Finding> restore(RetirementStep step, Optional<EndDevice> latest, Call call) {
    return way(step.retirement())
        .restore(step, application(step.device()), latest.map(EndDevice::toProto), call);
  }

  private Retiring way(Retirement retirement) {
    Retiring way = ways.get(retirement);
    if (way == null) {
      throw new IllegalArgumentException(
          "The Things Stack knows " + supported() + ", not " + retirement);
    }
    return way;
  }

  private Application application(DeviceRef device) {
    return applications
        .of(device)
        .orElseThrow(
            () ->
                MigrationException.builder(Stage.RETIRE, "retire the device")
                    .device(device)
                    .because("the source was not opened for this application")
                    .build());
  }

  static Assessment only(Finding finding) {
    return new Assessment(List.of(), List.of(finding));
  }

  static Finding rightsMissing(String code, String what, List<String> missing) {
    return Finding.of(
            Severity.ERROR,
            code,
            "",
            "The API key may not "
                + what
                + " at the origin: it lacks "
                + String.join(" and ", missing)
                + ".")
        .withRemedy("Create an API key of this application with these rights.");
  }

  static Finding notRestored(Severity severity, String field, String message) {
    return Finding.of(severity, FindingCodes.NOT_RESTORED, field, message);
  }
}
