package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.journal.JournalEvent;
import java.util.List;

/**
 * An event on its way to the writer. The forms of a device were made bytes by the thread that
 * appends, since the writer is one for all.
 */
@SuppressWarnings("ArrayRecordComponent") // On its way from one thread to another.
record Change(JournalEvent event, byte[] original, byte[] exported) {

  private static final byte[] NOTHING = {};

  static List<Change> of(List<? extends JournalEvent> events) {
    return events.stream().map(Change::of).toList();
  }

  private static Change of(JournalEvent event) {
    return event instanceof JournalEvent.Recorded recorded
        ? new Change(
            event,
            recorded.original().toProto().toByteArray(),
            recorded.exported().toProto().toByteArray())
        : new Change(event, NOTHING, NOTHING);
  }

  @Override
  public String toString() {
    return event.getClass().getSimpleName();
  }
}
