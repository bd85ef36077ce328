package io.github.lwmigrate.examples;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.ConfigurationException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.AesKey;
import io.github.lwmigrate.device.DevEui;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.device.JoinEui;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.PHYVersion;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A source of one's own: the OTAA devices of a CSV file with the columns {@code
 * device_id,dev_eui,join_eui,app_key,frequency_plan_id} and a line of headings. {@link ExportCsv}
 * uses it.
 */
public final class CsvSource implements Source {

  private final Path file;
  private final Map<String, EndDevice> devices = new LinkedHashMap<>();

  private CsvSource(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file UTF-8 text
   * @return the source
   * @throws ConfigurationException with every wrong line at once
   */
  public static CsvSource of(Path file) {
    CsvSource source = new CsvSource(file);
    List<String> problems = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 1; i < lines.size(); i++) {
        try {
          source.add(lines.get(i).split(",", -1));
        } catch (IllegalArgumentException e) {
          problems.add("line " + (i + 1) + ": " + e.getMessage());
        }
      }
    } catch (IOException e) {
      problems.add("the file cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException("use " + file, problems);
    }
    return source;
  }

  private void add(String[] columns) {
    if (columns.length != 5) {
      throw new IllegalArgumentException("expected 5 columns, found " + columns.length);
    }
    EndDevice device =
        EndDevice.create(
            message -> {
              message.getIdsBuilder().setDeviceId(columns[0]);
              message.getIdsBuilder().setDevEui(bytes(DevEui.of(columns[1]).toBytes()));
              message.getIdsBuilder().setJoinEui(bytes(JoinEui.of(columns[2]).toBytes()));
              message.getRootKeysBuilder().getAppKeyBuilder().setKey(key(columns[3]));
              message.setFrequencyPlanId(columns[4]).setSupportsJoin(true);
              message.setLorawanVersion(MACVersion.MAC_V1_0_3);
              message.setLorawanPhyVersion(PHYVersion.PHY_V1_0_3_REV_A);
            });
    if (devices.put(device.deviceId(), device) != null) {
      throw new IllegalArgumentException("device " + device.deviceId() + " is there twice");
    }
  }

  private static ByteString key(String text) {
    return bytes(AesKey.of(text).toBytes());
  }

  private static ByteString bytes(byte[] value) {
    return ByteString.copyFrom(value);
  }

  @Override
  public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
    if (!selection.applications().isEmpty()) {
      throw new ConfigurationException(
          "list applications", "a CSV file has none; use Selection.all() or name devices");
    }
    Iterable<DeviceRef> all = devices.keySet().stream().map(DeviceRef::ofDevice).toList();
    selection.devices().orElse(all).forEach(ref -> receiver.accept(Listed.of(ref)));
  }

  @Override
  public Reading read(Listed listed, Call call) {
    EndDevice device = devices.get(listed.ref().deviceId());
    return device == null ? Reading.gone("The file has no such device.") : Reading.of(device);
  }

  @Override
  public String identity() {
    return "csv " + file;
  }
}
