package io.github.lwmigrate.internal;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.journal.Journal;
import io.github.lwmigrate.journal.JournaledDevice;
import io.github.lwmigrate.spi.Listed;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Selected devices of a run that has listed them before, each once. */
final class SelectedFeed implements Feed {

  private final Journal journal;
  private final Selection selection;
  private final RunCall call;
  private final BitSet handedOn = new BitSet();
  private @Nullable Set<String> applications;
  private long count;
  private long unknown;

  SelectedFeed(Journal journal, Selection selection, RunCall call) {
    this.journal = journal;
    this.selection = selection;
    this.call = call;
  }

  @Override
  public boolean run(Consumer<? super Prepared> receiver) {
    Optional<Iterable<DeviceRef>> chosen = selection.devices();
    if (chosen.isPresent()) {
      for (DeviceRef ref : chosen.get()) {
        if (isEnough()) {
          break;
        }
        hand(ref, receiver);
      }
      return true;
    }
    List<String> wanted = selection.applications();
    if (wanted.isEmpty()) {
      call.expectDevices(journal.progress().listed());
    }
    for (JournaledDevice device : journal.devices()) {
      if (isEnough()) {
        break;
      }
      if (wanted.isEmpty() || wanted.contains(device.device().applicationId())) {
        hand(device, receiver);
      }
    }
    return true;
  }

  private void hand(DeviceRef ref, Consumer<? super Prepared> receiver) {
    Optional<JournaledDevice> device = find(ref);
    if (device.isPresent()) {
      hand(device.get(), receiver);
    } else {
      count++;
      receiver.accept(new Prepared(--unknown, Listed.of(ref)));
    }
  }

  private void hand(JournaledDevice device, Consumer<? super Prepared> receiver) {
    int index = Math.toIntExact(device.index());
    if (!handedOn.get(index)) {
      handedOn.set(index);
      count++;
      receiver.accept(new Prepared(device));
    }
  }

  private boolean isEnough() {
    OptionalLong limit = selection.limit();
    return limit.isPresent() && count >= limit.getAsLong();
  }

  /** A reference without application means the only one of the run. */
  private Optional<JournaledDevice> find(DeviceRef ref) {
    Optional<JournaledDevice> exact = journal.find(ref);
    if (exact.isPresent() || !ref.applicationId().isEmpty()) {
      return exact;
    }
    Set<String> all = applications();
    return all.size() == 1
        ? journal.find(new DeviceRef(all.iterator().next(), ref.deviceId()))
        : exact;
  }

  private Set<String> applications() {
    Set<String> all = applications;
    if (all == null) {
      all = new HashSet<>();
      for (JournaledDevice device : journal.devices()) {
        all.add(device.device().applicationId());
      }
      applications = all;
    }
    return all;
  }
}
