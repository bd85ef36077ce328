package io.github.lwmigrate.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a contract and tells its rules by their numbers. */
final class Rules {

  private static final Pattern NUMBERED = Pattern.compile("[SKRJ][0-9]\\.[0-9]+ [a-z].*");

  final Set<String> passed;
  final Set<String> failed;
  final Set<String> skipped;

  private Rules(EngineExecutionResults results) {
    passed = numbers(results, TestExecutionResult.Status.SUCCESSFUL);
    failed = numbers(results, TestExecutionResult.Status.FAILED);
    skipped = numbers(results, TestExecutionResult.Status.ABORTED);
  }

  static Rules of(Class<?> contract) {
    return new Rules(
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute());
  }

  private static Set<String> numbers(
      EngineExecutionResults results, TestExecutionResult.Status status) {
    return results
        .testEvents()
        .finished()
        .filter(event -> event.getRequiredPayload(TestExecutionResult.class).getStatus() == status)
        .map(Rules::number)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String number(Event event) {
    String name = event.getTestDescriptor().getDisplayName();
    if (!NUMBERED.matcher(name).matches()) {
      throw new AssertionError("a test has no rule number: " + name);
    }
    return name.substring(0, name.indexOf(' '));
  }
}
