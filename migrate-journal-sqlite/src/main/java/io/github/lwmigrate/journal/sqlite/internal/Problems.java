package io.github.lwmigrate.journal.sqlite.internal;

import io.github.lwmigrate.MigrationException;
import io.github.lwmigrate.journal.JournalException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What went wrong with a journal's file, and what to do next. Builders, so that each thread that
 * waited for a group throws an exception of its own.
 */
public final class Problems {

  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int NOTADB = 26;

  /** What a write gives under a file size limit. */
  private static final int IOERR_WRITE = IOERR | (3 << 8);

  /** What a full disk gives for the index of the log. */
  private static final int IOERR_SHMSIZE = IOERR | (19 << 8);

  private static final String INTACT =
      " Everything that was acknowledged is in it; resume the run afterwards.";

  private Problems() {}

  /** Of the database. SQLite's messages name tables and columns, and no value. */
  public static MigrationException.Builder of(SQLException e, String tried, Path file) {
    MigrationException.Builder problem = JournalException.tried(tried).cause(e);
    int extended = code(e);
    switch (extended & 0xFF) {
      case BUSY, LOCKED ->
          problem
              .because("another process is using " + file)
              .remedy("Wait until it has ended, then try again.")
              .retryable(true);
      case FULL -> full(problem, file);
      case READONLY, CANTOPEN ->
          problem
              .because(file + ", or its directory, may not be opened or written by this user")
              .remedy("Give its owner the right to read and write both.");
      case CORRUPT, NOTADB -> damaged(problem, file);
      case IOERR -> {
        if (extended == IOERR_WRITE || extended == IOERR_SHMSIZE) {
          full(problem, file);
        } else {
          problem
              .because("the disk of " + file + " reports an error (" + e.getMessage() + ")")
              .remedy("Copy the file and what stands beside it to a sound disk first.");
        }
      }
      default ->
          problem.because(String.valueOf(e.getMessage())).remedy("The file is " + file + ".");
    }
    return problem;
  }

  private static void full(MigrationException.Builder problem, Path file) {
    problem
        .because("the disk of " + file + " is full, or a limit for file sizes was reached")
        .remedy("Make room there, or raise the limit." + INTACT);
  }

  private static void damaged(MigrationException.Builder problem, Path file) {
    problem
        .because(file + " is damaged, or no SQLite database")
        .remedy(
            "Do not delete it. Copy it and what stands beside it (-wal, -shm) to a sound disk, and"
                + " put back a backup if there is one.");
  }

  /** Of a file. */
  public static MigrationException.Builder of(IOException e, String tried, Path file) {
    MigrationException.Builder problem = JournalException.tried(tried).cause(e);
    if (e instanceof FileAlreadyExistsException) {
      problem
          .because(file + " exists already")
          .remedy("Each run has a journal of its own: choose another name, or resume that run.");
    } else if (e instanceof NoSuchFileException) {
      problem
          .because("a directory of " + file + " does not exist")
          .remedy("Make it, or choose another place.");
    } else if (e instanceof AccessDeniedException) {
      problem
          .because(file + " may not be written by this user")
          .remedy("Choose a directory that belongs to you.");
    } else {
      problem
          .because(String.valueOf(e.getMessage()))
          .remedy("Look at the disk and the rights of " + file + ".");
    }
    return problem;
  }

  /** Of stored bytes that are not those that were written. */
  static MigrationException.Builder damage(Exception e, String tried, Path file) {
    return JournalException.tried(tried)
        .because(String.valueOf(e.getMessage()))
        .remedy(
            "Change nothing at the origin of this device, and do not delete "
                + file
                + ". Copy it and what stands beside it to a sound disk; other devices of it can"
                + " still be read.");
  }

  static boolean isDamage(SQLException e) {
    int code = code(e) & 0xFF;
    return code == CORRUPT || code == NOTADB;
  }

  private static int code(SQLException e) {
    return e instanceof org.sqlite.SQLiteException sqlite
        ? sqlite.getResultCode().code
        : e.getErrorCode();
  }
}
