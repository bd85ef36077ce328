/** Contract tests for sources, sinks and journals, and small fakes. */
module io.github.lwmigrate.testkit {
  requires transitive io.github.lwmigrate.core;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;
  requires static transitive org.jspecify;

  exports io.github.lwmigrate.testkit;

  opens io.github.lwmigrate.testkit to
      org.junit.platform.commons;
}
