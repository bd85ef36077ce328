package io.github.lwmigrate.check;

import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Known frequency plans that an unknown id may stand for. */
final class NearIds {
  private static final int MOST_SHOWN = 3;
  private static final int MOST_CHANGES = 3;

  /** "US_902_928" for one of its sub-bands counts as one change. */
  private static final int ENDING = 1;

  /** What is in another form may be anything, a key too, and is not shown. */
  private static final Pattern ID = Pattern.compile("[A-Z]{2,4}(?:_[A-Z0-9]{1,10}){1,6}");

  private NearIds() {}

  static boolean looksLikeOne(String id) {
    return ID.matcher(id).matches();
  }

  /** A sentence with a blank behind it; empty if no id is near. */
  static String of(String id, FrequencyPlans plans) {
    String wanted = normal(id);
    List<String> near =
        plans.list().stream()
            .map(FrequencyPlanSummary::id)
            .filter(known -> distance(wanted, normal(known)) <= MOST_CHANGES)
            .sorted(Comparator.comparingInt(known -> distance(wanted, normal(known))))
            .limit(MOST_SHOWN)
            .toList();
    return near.isEmpty() ? "" : "Known and near: " + String.join(", ", near) + ". ";
  }

  private static String normal(String id) {
    return id.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  private static int distance(String wanted, String known) {
    return known.startsWith(wanted + "_") || wanted.startsWith(known + "_")
        ? ENDING
        : changes(wanted, known);
  }

  /** How many characters have to be added, taken away or changed. */
  private static int changes(String a, String b) {
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[b.length()];
  }
}
