/** The durable journal: one SQLite file for each run. */
module io.github.lwmigrate.journal.sqlite {
  requires transitive io.github.lwmigrate.core;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  exports io.github.lwmigrate.journal.sqlite;
}
