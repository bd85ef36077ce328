package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.lorawan.FrequencyPlan;
import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import java.util.List;

/** How frequency plans are written. */
interface PlanTexts {

  /** A line for each. */
  void list(List<FrequencyPlanSummary> plans);

  /** One in full. */
  void show(FrequencyPlanSummary summary, FrequencyPlan plan);
}
