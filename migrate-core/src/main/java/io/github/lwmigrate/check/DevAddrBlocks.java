package io.github.lwmigrate.check;

import com.google.protobuf.ByteString;
import io.github.lwmigrate.Finding;
import io.github.lwmigrate.FindingCodes;
import io.github.lwmigrate.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Whose network a DevAddr belongs to, and what that means for a device that keeps it. */
final class DevAddrBlocks {
  private static final String FIELD = "session.dev_addr";
  private static final String GATEWAYS =
      "Connect the gateways that hear the device to the target, let the device join there, or"
          + " program it with a DevAddr of the target.";
  private static final Finding FOREIGN =
      new Finding(
          Severity.WARNING,
          FindingCodes.DEV_ADDR_NOT_ROUTED,
          FIELD,
          "The device keeps a DevAddr of a network that is not one of The Things Industries'."
              + " Packet Broker routes it to the target only if that network was delegated to it.",
          GATEWAYS);

  private final List<Block> blocks;

  private DevAddrBlocks(List<Block> blocks) {
    this.blocks = blocks;
  }

  /** The blocks that are publicly known. */
  static DevAddrBlocks known() {
    String name = "devaddr-blocks.tsv";
    try (InputStream in = DevAddrBlocks.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Missing in the JAR of migrate-core: " + name);
      }
      return new DevAddrBlocks(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(Block::parse)
              .sorted(Comparator.comparingInt(Block::bits).reversed())
              .collect(Collectors.toUnmodifiableList()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " of migrate-core", e);
    }
  }

  /** What it means to keep an address of four bytes. */
  Finding findingFor(ByteString devAddr) {
    int address = devAddr.asReadOnlyByteBuffer().getInt();
    for (Block block : blocks) {
      if (block.holds(address)) {
        return block.finding;
      }
    }
    return FOREIGN;
  }

  private record Block(int prefix, int bits, Finding finding) {
    static Block parse(String line) {
      String[] cells = line.split("\t", -1);
      int slash = cells[0].indexOf('/');
      String network = cells[2];
      Finding finding =
          cells[1].equals("private")
              ? new Finding(
                  Severity.WARNING,
                  FindingCodes.DEV_ADDR_NOT_ROUTED,
                  FIELD,
                  "The device keeps a DevAddr of "
                      + network
                      + ", which Packet Broker does not route.",
                  GATEWAYS)
              : new Finding(
                  Severity.ADVICE,
                  FindingCodes.DEV_ADDR_KEPT,
                  FIELD,
                  "The device keeps a DevAddr of "
                      + network
                      + ". Packet Broker routes its uplinks there and not to a target elsewhere.",
                  GATEWAYS);
      return new Block(
          Integer.parseUnsignedInt(cells[0].substring(0, slash), 16),
          Integer.parseInt(cells[0].substring(slash + 1)),
          finding);
    }

    boolean holds(int address) {
      return (address ^ prefix) >>> (32 - bits) == 0;
    }
  }
}
