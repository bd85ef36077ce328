package io.github.lwmigrate.journal;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The devices of a journal in listing order, read page by page. */
final class JournaledDevices implements Iterable<JournaledDevice> {

  private static final int PAGE = 500;

  private final Journal journal;

  JournaledDevices(Journal journal) {
    this.journal = journal;
  }

  @Override
  public Iterator<JournaledDevice> iterator() {
    return new Iterator<>() {
      private List<JournaledDevice> page = journal.page(0, PAGE);
      private int at;

      @Override
      public boolean hasNext() {
        if (at == page.size() && at > 0) {
          page = journal.page(page.get(at - 1).index() + 1, PAGE);
          at = 0;
        }
        return at < page.size();
      }

      @Override
      public JournaledDevice next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the journal has no more devices");
        }
        return page.get(at++);
      }
    };
  }
}
