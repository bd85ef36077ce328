package io.github.lwmigrate.internal;

import io.github.lwmigrate.CancelledException;
import io.github.lwmigrate.Selection;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Source;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Devices as the source lists them. */
final class ListingFeed implements Feed {

  private final Source source;
  private final Selection selection;
  private final RunCall call;
  private long listed;

  ListingFeed(Source source, Selection selection, RunCall call) {
    this.source = source;
    this.selection = selection;
    this.call = call;
  }

  @Override
  public boolean run(Consumer<? super Prepared> receiver) {
    return list(entry -> receiver.accept(new Prepared(listed, entry)));
  }

  /** Lists up to the limit. Returns whether that was all. */
  boolean list(Consumer<? super Listed> receiver) {
    try {
      source.list(selection, entry -> accept(entry, receiver), call);
    } catch (ListingEnded e) {
      // The limit is reached, or the run was cancelled.
    } catch (CancelledException e) {
      return false;
    }
    return !call.isCancelled();
  }

  private void accept(Listed entry, Consumer<? super Listed> receiver) {
    if (call.isCancelled() || isEnough()) {
      throw new ListingEnded();
    }
    receiver.accept(entry);
    listed++;
    if (isEnough()) {
      throw new ListingEnded();
    }
  }

  private boolean isEnough() {
    OptionalLong limit = selection.limit();
    return limit.isPresent() && listed >= limit.getAsLong();
  }

  /** Lets the engine end a listing from within its receiver. */
  private static final class ListingEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListingEnded() {
      super("the engine needs no more entries", null, false, false);
    }
  }
}
