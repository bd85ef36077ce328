package io.github.lwmigrate.internal;

import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournalEvent;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.spi.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Devices as the journal has them, after the whole listing is in it: what is deleted at the origin
 * later shifts no page of the listing.
 */
final class JournalFeed implements Feed {

  private static final int WRITTEN = 500;

  private final Journal journal;
  private final ListingFeed listing;
  private final RunCall call;
  private final List<JournalEvent> page = new ArrayList<>();
  private long listed;

  /** Lists first, where the journal has no whole listing. */
  JournalFeed(Journal journal, ListingFeed listing, RunCall call) {
    this.journal = journal;
    this.listing = listing;
    this.call = call;
  }

  @Override
  public boolean run(Consumer<? super Prepared> receiver) {
    if (journal.progress().listingComplete()) {
      hand(receiver, true);
      return true;
    }
    boolean complete = false;
    try {
      complete = list(listing);
      return complete;
    } finally {
      hand(receiver, complete);
    }
  }

  private boolean list(ListingFeed from) {
    if (journal.progress().listed() > 0) {
      journal.append(List.of(new JournalEvent.ListingRestarted()));
    }
    try {
      boolean complete = from.list(this::add);
      if (complete) {
        page.add(new JournalEvent.ListingCompleted());
      }
      return complete;
    } finally {
      write();
    }
  }

  private void add(Listed entry) {
    page.add(
        new JournalEvent.Listed(
            listed++, entry.ref(), entry.label(), entry.carried(), entry.findings()));
    if (page.size() >= WRITTEN) {
      write();
    }
  }

  private void write() {
    List<JournalEvent> events = List.copyOf(page);
    page.clear();
    if (!events.isEmpty()) {
      journal.append(events);
    }
  }

  /** Without the whole listing nothing is done, but every listed device has its outcome. */
  private void hand(Consumer<? super Prepared> receiver, boolean complete) {
    call.expectDevices(journal.progress().listed());
    for (JournaledDevice each : journal.devices()) {
      Prepared device = new Prepared(each);
      if (!complete) {
        device.stop();
      }
      receiver.accept(device);
    }
  }
}
