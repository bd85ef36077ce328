/** The command line program lw-migrate. */
module io.github.lwmigrate.cli {
  requires com.google.gson;
  requires info.picocli;
  requires io.github.lwmigrate.core;
  requires io.github.lwmigrate.journal.sqlite;
  requires io.github.lwmigrate.frequencyplans;
  requires io.github.lwmigrate.json;
  requires io.github.lwmigrate.lorawan;
  requires io.github.lwmigrate.simulator;
  requires java.logging;
  requires me.tongfei.progressbar;
  requires static org.jspecify;

  exports io.github.lwmigrate.cli;
}
