package io.github.lwmigrate.json.internal;

import io.github.lwmigrate.device.EndDevice;
import io.github.lwmigrate.json.JsonNotice;
import io.github.lwmigrate.json.ReadOptions;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/** The devices of a text, one after the other. */
public final class DeviceParser {
  private final MessagePlan plan = MessagePlan.ofDevice();
  private final DocumentSplitter splitter;
  private final ReadOptions options;
  private EndDevice device =
      EndDevice.of(io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice.getDefaultInstance());
  private List<JsonNotice> notices = List.of();

  private DeviceParser(DocumentSplitter splitter, ReadOptions options) {
    this.splitter = splitter;
    this.options = options;
  }

  /** A parser of a stream of objects or one array of them. */
  public static DeviceParser of(Reader text, ReadOptions options) {
    return new DeviceParser(DocumentSplitter.of(text), options);
  }

  /** A parser of a text that is one object. */
  public static DeviceParser ofOne(String text, ReadOptions options) {
    return new DeviceParser(DocumentSplitter.ofObjects(text), options);
  }

  /**
   * Reads the next device.
   *
   * @return false at the end of the text
   * @throws Mismatch if what follows is not a device; reading can go on behind it
   */
  public boolean next() throws IOException {
    if (!splitter.next()) {
      return false;
    }
    Input in = new Input(splitter.document(), splitter.line(), splitter.column(), options);
    try {
      var message = (io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice) plan.read(in);
      device = EndDevice.of(message);
      notices = in.notices();
      if (message.getSupportsJoin() && message.hasSession() && !in.givesSessionKeyId()) {
        notices.add(
            new JsonNotice(
                JsonNotice.Kind.SESSION_KEY_ID_NOT_GIVEN,
                "session.keys.session_key_id",
                splitter.line(),
                splitter.column()));
      }
    } catch (Mismatch e) {
      splitter.damaged();
      throw splitter.noText().map(noText -> noText.below(e.path())).orElse(e);
    }
    return true;
  }

  /** Demands that nothing follows. */
  public void end() throws IOException {
    if (splitter.next()) {
      throw new Mismatch("nothing after the object", splitter.line(), splitter.column());
    }
  }

  public EndDevice device() {
    return device;
  }

  public List<JsonNotice> notices() {
    return notices;
  }

  /** The line on which the device starts. */
  public long line() {
    return splitter.line();
  }

  /** The column at which the device starts. */
  public long column() {
    return splitter.column();
  }
}
