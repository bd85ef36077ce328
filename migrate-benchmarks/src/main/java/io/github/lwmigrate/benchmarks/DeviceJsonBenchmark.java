package io.github.lwmigrate.benchmarks;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.DeviceJsonReader;
import io.github.lwmigrate.json.DeviceJsonWriter;
import io.github.lwmigrate.json.JsonDevice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time and allocation of reading and writing the JSON of one device, on the same seeded devices:
 * this SDK, beside {@code JsonFormat} of protobuf, which speaks another text form (camel case,
 * base64, wrapped values), and Gson, which makes or takes a tree and knows nothing of devices.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(DeviceJsonBenchmark.DEVICES)
public class DeviceJsonBenchmark {

  static final int DEVICES = 120;

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser();

  private final Gson gson = new Gson();
  private List<EndDevice> devices = List.of();
  private byte[] deviceJson = {};
  private List<String> deviceJsonLines = List.of();
  private List<String> protobufJsonLines = List.of();
  private List<JsonElement> trees = List.of();

  /**
   * Makes the devices and their texts.
   *
   * @throws InvalidProtocolBufferException if a device has no form in protobuf's JSON
   */
  @Setup
  public void prepare() throws InvalidProtocolBufferException {
    try (SeededDevices fleet = SeededDevices.of(1, DEVICES)) {
      devices = fleet.stream().toList();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DeviceJsonWriter writer = DeviceJsonWriter.to(out);
    devices.forEach(writer::write);
    deviceJson = out.toByteArray();
    deviceJsonLines = out.toString(StandardCharsets.UTF_8).lines().toList();
    trees = deviceJsonLines.stream().map(JsonParser::parseString).toList();
    List<String> lines = new ArrayList<>();
    for (EndDevice device : devices) {
      lines.add(PRINTER.print(device.toProto()));
    }
    protobufJsonLines = List.copyOf(lines);
  }

  /** This SDK writes. */
  @Benchmark
  public void write() {
    DeviceJsonWriter writer = DeviceJsonWriter.to(OutputStream.nullOutputStream());
    for (EndDevice device : devices) {
      writer.write(device);
    }
  }

  /**
   * Protobuf writes its own text form.
   *
   * @param blackhole takes the texts
   * @throws InvalidProtocolBufferException never
   */
  @Benchmark
  public void writeJsonFormat(Blackhole blackhole) throws InvalidProtocolBufferException {
    for (EndDevice device : devices) {
      blackhole.consume(PRINTER.print(device.toProto()));
    }
  }

  /**
   * Gson writes trees that are there already.
   *
   * @param blackhole takes the texts
   */
  @Benchmark
  public void writeGsonTree(Blackhole blackhole) {
    for (JsonElement tree : trees) {
      blackhole.consume(gson.toJson(tree));
    }
  }

  /**
   * This SDK reads.
   *
   * @param blackhole takes the devices
   */
  @Benchmark
  public void read(Blackhole blackhole) {
    DeviceJsonReader reader = DeviceJsonReader.of(new ByteArrayInputStream(deviceJson));
    for (Optional<JsonDevice> device = reader.next(); device.isPresent(); device = reader.next()) {
      blackhole.consume(device);
    }
  }

  /**
   * Protobuf reads its own text form.
   *
   * @param blackhole takes the messages
   * @throws InvalidProtocolBufferException never
   */
  @Benchmark
  public void readJsonFormat(Blackhole blackhole) throws InvalidProtocolBufferException {
    for (String line : protobufJsonLines) {
      var message = io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.newBuilder();
      PARSER.merge(line, message);
      blackhole.consume(message.build());
    }
  }

  /**
   * Gson makes trees of the same text that this SDK reads.
   *
   * @param blackhole takes the trees
   */
  @Benchmark
  public void readGsonTree(Blackhole blackhole) {
    for (String line : deviceJsonLines) {
      blackhole.consume(JsonParser.parseString(line));
    }
  }
}
