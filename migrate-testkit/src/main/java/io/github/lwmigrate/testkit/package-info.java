/**
 * Contract tests (JUnit 5) that every source and sink passes, yours and ours, and small fakes for
 * tests of programs that embed the SDK.
 *
 * <p>To test a source, extend {@code SourceContract} and give it a fixture; for a sink, {@code
 * SinkContract}. Each test is named by a sentence that begins with the number of a rule, such as
 * S1.2 or K1.3.
 */
@NullMarked
package io.github.lwmigrate.testkit;

import org.jspecify.annotations.NullMarked;
