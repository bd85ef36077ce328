package io.github.lwmigrate.frequencyplans;

import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Frequency plans from a directory or a URL that holds {@code frequency-plans.yml} and the files it
 * names, as the repository {@code lorawan-frequency-plans} of The Things Network does.
 *
 * <p>Plans are composed as The Things Stack 3.32.1 does: the file of a plan that names a {@code
 * base-id} replaces what it states in the file of that base, one level deep. Unknown keys are
 * passed over. Numbers are never changed: a fraction where a whole number is expected, which that
 * server cuts off, is an error here.
 *
 * <p><b>Reading.</b> Nothing is read before it is asked for. The index and each file are read once,
 * also when many threads ask. An answer stands as long as the object lives, a failure too, so that
 * all devices of a run are judged alike; make another object to look again.
 *
 * <p><b>Failures</b> are {@link RegionalParametersException}s whose message names file, line and
 * column, what was expected there and what was found. {@link Reason#PLAN_LIST_UNREADABLE}: the
 * index; {@link Reason#PLAN_UNREADABLE}, {@link Reason#BASE_PLAN_UNREADABLE}: a file; {@link
 * Reason#PLAN_INVALID}: what they say together. Their causes say why: {@link Reason#FILE_NOT_FOUND}
 * below {@link Reason#FETCH_FAILED}, {@link Reason#FILE_UNPARSABLE}, and so on.
 *
 * <p>Safe for use by several threads. There is nothing to close.
 */
public final class FrequencyPlanRepository implements FrequencyPlans {

  private static final String INDEX = "frequency-plans.yml";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final PlanFiles files;
  private final Once<PlanIndex> index = new Once<>(this::readIndex);
  private final Map<String, Once<PlanFile>> parsed = new ConcurrentHashMap<>();
  private final Map<String, Once<FrequencyPlan>> plans = new ConcurrentHashMap<>();

  private FrequencyPlanRepository(PlanFiles files) {
    this.files = files;
  }

  /**
   * The plans in a directory.
   *
   * @param directory holds {@code frequency-plans.yml}; looked at when a plan is asked for
   * @return the store
   */
  public static FrequencyPlanRepository of(Path directory) {
    return new FrequencyPlanRepository(new DirectoryFiles(directory));
  }

  /**
   * The plans below a URL. Over HTTP each file has to come within 20 seconds; redirects are
   * followed, except from {@code https} to {@code http}.
   *
   * @param base the URL of the directory, with scheme {@code https}, {@code http} or {@code file};
   *     a query is kept for each file
   * @return the store
   * @throws IllegalArgumentException if it is no such URL
   */
  public static FrequencyPlanRepository of(URI base) {
    if ("file".equalsIgnoreCase(base.getScheme())) {
      return of(Path.of(base));
    }
    return new FrequencyPlanRepository(new HttpFiles(base, HttpFiles.DEFAULT_CLIENT, TIMEOUT));
  }

  /**
   * The plans below a URL, by a client of the caller's: for a proxy, certificates of one's own, or
   * credentials.
   *
   * @param base the URL of the directory, with scheme {@code https} or {@code http}; a query is
   *     kept for each file
   * @param client fetches the files
   * @param timeout how long one file may take; positive
   * @return the store
   * @throws IllegalArgumentException if it is no such URL, or the timeout is not positive
   */
  public static FrequencyPlanRepository of(URI base, HttpClient client, Duration timeout) {
    return new FrequencyPlanRepository(new HttpFiles(base, () -> client, timeout));
  }

  @Override
  public List<FrequencyPlanSummary> list() {
    return index.get().summaries();
  }

  @Override
  public Optional<FrequencyPlan> find(String id) {
    return index
        .get()
        .entry(id)
        .map(entry -> plans.computeIfAbsent(id, key -> new Once<>(() -> composed(entry))).get());
  }

  private PlanIndex readIndex() {
    try {
      return PlanIndex.of(Yaml.read(files.location(INDEX), files.read(INDEX)));
    } catch (RegionalParametersException e) {
      throw new RegionalParametersException(
          Reason.PLAN_LIST_UNREADABLE,
          "The list of frequency plans cannot be read. " + e.getMessage(),
          Map.of(),
          e);
    }
  }

  private FrequencyPlan composed(PlanIndex.Entry entry) {
    PlanFile file = read(entry);
    String baseId = entry.baseId();
    PlanFile whole = baseId == null ? file : file.extending(readBase(entry.id(), baseId));
    try {
      return whole.toPlan(entry.id());
    } catch (RegionalParametersException e) {
      throw new RegionalParametersException(
          Reason.PLAN_INVALID,
          "Frequency plan \""
              + entry.id()
              + "\" of "
              + files.location(entry.file())
              + " is not valid. "
              + e.getMessage(),
          Map.of("id", entry.id()),
          e);
    }
  }

  private PlanFile read(PlanIndex.Entry entry) {
    try {
      return file(entry.file());
    } catch (RegionalParametersException e) {
      throw new RegionalParametersException(
          Reason.PLAN_UNREADABLE,
          "Frequency plan \"" + entry.id() + "\" cannot be read. " + e.getMessage(),
          Map.of("id", entry.id()),
          e);
    }
  }

  private PlanFile readBase(String id, String baseId) {
    try {
      PlanIndex.Entry base =
          index
              .get()
              .entry(baseId)
              .orElseThrow(
                  () ->
                      new RegionalParametersException(
                          Reason.PLAN_NOT_FOUND,
                          "There is no frequency plan \""
                              + baseId
                              + "\" in "
                              + files.location(INDEX)
                              + ". Correct the base-id, or add that plan.",
                          Map.of("id", baseId)));
      return file(base.file());
    } catch (RegionalParametersException e) {
      throw new RegionalParametersException(
          Reason.BASE_PLAN_UNREADABLE,
          "Frequency plan \""
              + baseId
              + "\", which \""
              + id
              + "\" extends, cannot be read. "
              + e.getMessage(),
          Map.of("id", id, "base_id", baseId),
          e);
    }
  }

  private PlanFile file(String name) {
    return parsed
        .computeIfAbsent(
            name,
            key -> new Once<>(() -> PlanFile.of(Yaml.read(files.location(key), files.read(key)))))
        .get();
  }

  /** Where the plans come from. */
  @Override
  public String toString() {
    return files.location("");
  }

  /** Does its work once, whoever asks first, and has the same answer or failure ever after. */
  private static final class Once<T> {
    private final Supplier<T> work;
    private @Nullable T answer;
    private @Nullable RegionalParametersException failure;

    Once(Supplier<T> work) {
      this.work = work;
    }

    synchronized T get() {
      if (failure != null) {
        throw failure;
      }
      if (answer == null) {
        try {
          answer = work.get();
        } catch (RegionalParametersException e) {
          failure = e;
          throw e;
        }
      }
      return answer;
    }
  }
}
