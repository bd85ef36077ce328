package io.github.lwmigrate.source.ttnv2.internal;

import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.PhyVersion;

/**
 * What this origin does not know of its devices, so that the user says it.
 *
 * @param frequencyPlanId the plan of the devices
 * @param plans where it is looked up, for MAC states
 * @param phyVersion the edition of the regional parameters they follow
 * @param resetsToFrequencyPlan whether ABP devices know the channels of their plan from the factory
 */
public record MappingOptions(
    String frequencyPlanId,
    FrequencyPlans plans,
    PhyVersion phyVersion,
    boolean resetsToFrequencyPlan) {}
