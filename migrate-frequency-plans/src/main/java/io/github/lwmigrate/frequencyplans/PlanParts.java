package io.github.lwmigrate.frequencyplans;

import io.github.lwmigrate.lorawan.ChannelDwellTime;
import io.github.lwmigrate.lorawan.DwellTime;
import io.github.lwmigrate.lorawan.ListenBeforeTalk;
import io.github.lwmigrate.lorawan.PlanChannel;
import io.github.lwmigrate.lorawan.Radio;
import io.github.lwmigrate.lorawan.SingleRateChannel;
import io.github.lwmigrate.lorawan.SubBand;
import io.github.lwmigrate.lorawan.TimeOffAir;
import java.time.Duration;

/** The parts of a plan file. Frequencies are in Hz, powers in dBm, as in the values they become. */
final class PlanParts {
  static final TimeOffAir NO_TIME_OFF_AIR = new TimeOffAir(0, Duration.ZERO);

  private static final int MAX_INDEX = 0xFF;

  private PlanParts() {}

  static PlanChannel channel(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new PlanChannel(
        frequency(members, "frequency"),
        members.get("min-data-rate", PlanParts::index, 0),
        members.get("max-data-rate", PlanParts::index, 0),
        members.get("radio", PlanParts::index, 0),
        members.optional("dwell-time", PlanParts::channelDwellTime));
  }

  static SingleRateChannel singleRateChannel(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new SingleRateChannel(
        frequency(members, "frequency"),
        members.get("data-rate", PlanParts::index, 0),
        members.get("radio", PlanParts::index, 0),
        members.optional("dwell-time", PlanParts::channelDwellTime));
  }

  static int index(Yaml value) {
    return (int) value.wholeNumber(MAX_INDEX);
  }

  static SubBand subBand(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new SubBand(
        frequency(members, "min-frequency"),
        frequency(members, "max-frequency"),
        members.get("duty-cycle", Yaml::decimal, 0.0),
        members.optional("max-eirp", Yaml::decimal));
  }

  static DwellTime dwellTime(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new DwellTime(
        members.optional("uplinks", Yaml::flag),
        members.optional("downlinks", Yaml::flag),
        members.optional("duration", Yaml::duration));
  }

  static TimeOffAir timeOffAir(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new TimeOffAir(
        members.get("fraction", Yaml::decimal, 0.0),
        members.get("duration", Yaml::duration, Duration.ZERO));
  }

  static ListenBeforeTalk listenBeforeTalk(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new ListenBeforeTalk(
        members.get("rssi-target", Yaml::decimal, 0.0),
        members.get("rssi-offset", Yaml::decimal, 0.0),
        members.get("scan-time", Yaml::duration, Duration.ZERO));
  }

  static Radio radio(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new Radio(
        members.get("enable", Yaml::flag, false),
        members.get("chip-type", Yaml::text, ""),
        frequency(members, "frequency"),
        members.get("rssi-offset", Yaml::decimal, 0.0),
        members.optional("tx", PlanParts::transmission));
  }

  private static Radio.Transmission transmission(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new Radio.Transmission(
        frequency(members, "min-frequency"),
        frequency(members, "max-frequency"),
        frequency(members, "notch-frequency"));
  }

  private static ChannelDwellTime channelDwellTime(Yaml value) {
    Yaml.Mapping members = value.mapping();
    return new ChannelDwellTime(
        members.optional("enabled", Yaml::flag), members.optional("duration", Yaml::duration));
  }

  private static long frequency(Yaml.Mapping members, String name) {
    return members.get(name, value -> value.wholeNumber(Long.MAX_VALUE), 0L);
  }
}
