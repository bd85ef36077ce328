/**
 * Contract tests (JUnit 5) that every source, sink, retirer and journal passes, yours and ours, and
 * small fakes for tests of programs that embed the SDK.
 *
 * <p>To test a source, extend {@code SourceContract} and give it a fixture; for a sink, {@code
 * SinkContract}; for what changes devices at their origin, {@code RetirerContract}; for a journal,
 * {@code JournalContract}. Each test is named by a sentence that begins with the number of a rule,
 * such as S1.2, K1.3, R5.2 or J2.4.
 */
@NullMarked
package io.github.lwmigrate.testkit;

import org.jspecify.annotations.NullMarked;
