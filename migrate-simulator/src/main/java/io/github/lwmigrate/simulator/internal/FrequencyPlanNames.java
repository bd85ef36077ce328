package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.lorawan.FrequencyPlanSummary;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.proto.ttn.lorawan.v3.FrequencyPlanDescription;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListFrequencyPlansRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListFrequencyPlansResponse;
import java.util.Objects;

/** How a stack lists the frequency plans it offers. */
final class FrequencyPlanNames {
  private FrequencyPlanNames() {}

  static ListFrequencyPlansResponse list(ListFrequencyPlansRequest request) {
    ListFrequencyPlansResponse.Builder answer = ListFrequencyPlansResponse.newBuilder();
    FrequencyPlans.bundled().list().stream()
        .filter(
            plan ->
                request.getBaseFrequency() == 0
                    || plan.baseFrequencyMhz() == request.getBaseFrequency())
        .filter(plan -> request.getBandId().isEmpty() || plan.bandId().equals(request.getBandId()))
        .forEach(plan -> answer.addFrequencyPlans(description(plan)));
    return answer.build();
  }

  private static FrequencyPlanDescription description(FrequencyPlanSummary plan) {
    return FrequencyPlanDescription.newBuilder()
        .setId(plan.id())
        .setBaseId(Objects.requireNonNullElse(plan.baseId(), ""))
        .setName(plan.name())
        .setBaseFrequency(plan.baseFrequencyMhz())
        .setBandId(plan.bandId())
        .build();
  }
}
