package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.proto.ttn.lorawan.v3.FrequencyPlanDescription;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListFrequencyPlansRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ListFrequencyPlansResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The frequency plans that a stack offers. */
final class FrequencyPlanNames {
  private static final List<FrequencyPlanDescription> ALL = read();

  private FrequencyPlanNames() {}

  static ListFrequencyPlansResponse list(ListFrequencyPlansRequest request) {
    ListFrequencyPlansResponse.Builder answer = ListFrequencyPlansResponse.newBuilder();
    ALL.stream()
        .filter(
            plan ->
                request.getBaseFrequency() == 0
                    || plan.getBaseFrequency() == request.getBaseFrequency())
        .filter(
            plan -> request.getBandId().isEmpty() || plan.getBandId().equals(request.getBandId()))
        .forEach(answer::addFrequencyPlans);
    return answer.build();
  }

  static Optional<String> bandOf(String planId) {
    return ALL.stream()
        .filter(plan -> plan.getId().equals(planId))
        .map(FrequencyPlanDescription::getBandId)
        .findFirst();
  }

  private static List<FrequencyPlanDescription> read() {
    List<FrequencyPlanDescription> plans = new ArrayList<>();
    for (String[] cells : Tables.read("frequency-plans.tsv")) {
      plans.add(
          FrequencyPlanDescription.newBuilder()
              .setId(cells[0])
              .setBaseId(cells[1])
              .setName(cells[2])
              .setBaseFrequency(Integer.parseInt(cells[3]))
              .setBandId(cells[4])
              .build());
    }
    return List.copyOf(plans);
  }
}
