/** Uses the SDK as an embedder on the module path does. */
module io.github.lwmigrate.verification {
  requires io.github.lwmigrate.core;
  requires io.github.lwmigrate.frequencyplans;
  requires io.github.lwmigrate.journal.sqlite;
  requires io.github.lwmigrate.json;
  requires io.github.lwmigrate.lorawan;
  requires io.github.lwmigrate.simulator;
  requires static org.jspecify;
}
