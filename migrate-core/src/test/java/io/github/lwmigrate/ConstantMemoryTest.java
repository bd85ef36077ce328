package io.github.lwmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.spi.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run in a process with a small heap, through which many times its size flows. */
class ConstantMemoryTest {

  private static final int DEVICES = 100_000;
  private static final int BYTES_EACH = 2_000;
  private static final String HEAP = "-Xmx24m";

  @Test
  @Timeout(120)
  void manyDevices_flowThroughASmallHeap() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ConstantMemoryTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).endsWith("complete true, done " + DEVICES + System.lineSeparator());
  }

  /**
   * The process with the small heap.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    MigrationReport report =
        Migration.from(new FakeSource(DEVICES, 2).reading((i, call) -> Reading.of(large(i))))
            .to(
                new FakeSink(2) {
                  @Override
                  public io.github.lwmigrate.spi.Receipt store(
                      io.github.lwmigrate.spi.Delivery delivery,
                      io.github.lwmigrate.spi.StepLog steps,
                      io.github.lwmigrate.spi.Call call) {
                    return new io.github.lwmigrate.spi.Receipt("nowhere");
                  }

                  @Override
                  public List<Finding> probe(EndDevice device, io.github.lwmigrate.spi.Call call) {
                    return List.of();
                  }
                })
            .policy(MigrationPolicy.withoutSession().deviceIdPrefix("p").build())
            .checks(List.of())
            .discardOutcomes()
            .build()
            .run(Selection.all());
    System.out.println("complete " + report.isComplete() + ", done " + report.count(Status.DONE));
  }

  private static EndDevice large(int number) {
    SplittableRandom random = new SplittableRandom(number);
    byte[] bytes = new byte[BYTES_EACH];
    random.nextBytes(bytes);
    return FakeSource.device(number)
        .with(
            message -> {
              message.getIdsBuilder().setJoinEui(eui(random)).setDevEui(eui(random));
              message.getProvisioningDataBuilder();
              message
                  .getRootKeysBuilder()
                  .getAppKeyBuilder()
                  .setEncryptedKey(ByteString.copyFrom(bytes));
            });
  }

  private static ByteString eui(SplittableRandom random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
