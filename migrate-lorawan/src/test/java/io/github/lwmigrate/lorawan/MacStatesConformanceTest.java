package io.github.lwmigrate.lorawan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import io.github.lwmigrate.proto.ttn.lorawan.v3.Class;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACSettings;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACState;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACVersion;
import io.github.lwmigrate.proto.ttn.lorawan.v3.RxDelay;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** New MAC states against those of the real server. */
@Tag("conformance")
class MacStatesConformanceTest {

  @Test
  void everyRecordedInput_givesTheRecordedStateOrError() throws InvalidProtocolBufferException {
    List<JsonObject> rows = Vectors.rows("mac-state");
    assertThat(rows).isNotEmpty();
    for (JsonObject row : rows) {
      String id = row.get("id").getAsString();
      JsonObject input = row.getAsJsonObject("input");
      EndDevice device = EndDevice.parseFrom(bytes(input, "device_wire"));
      MACSettings defaults =
          input.has("defaults")
              ? SettingsJson.parse(input.getAsJsonObject("defaults"))
              : MACSettings.getDefaultInstance();
      if (row.has("error_names") || row.has("panic")) {
        Reason reason = failure(id, device, defaults).reason();
        if (row.has("error_names")) {
          assertThat(reason.serverError())
              .as(id)
              .contains(row.getAsJsonArray("error_names").get(0).getAsString());
        } else {
          assertThat(reason.serverError()).as(id).isEmpty();
        }
        continue;
      }
      MACState state = MacStates.create(device, FrequencyPlans.bundled(), defaults);
      MACState expected = MACState.parseFrom(bytes(row, "wire"));
      if (row.get("kind").getAsString().equals("ttnv2")) {
        state = asTheV2ExporterLeavesIt(state);
      }
      assertThat(state).as(id).isEqualTo(expected);
      if (row.has("factory_preset_frequencies")) {
        assertThat(MacStates.factoryPresetFrequencies(state.getDesiredParameters()))
            .as(id)
            .containsExactlyElementsOf(
                row.getAsJsonArray("factory_preset_frequencies").asList().stream()
                    .map(frequency -> frequency.getAsLong())
                    .toList());
      }
    }
  }

  private static RegionalParametersException failure(
      String id, EndDevice device, MACSettings defaults) {
    RegionalParametersException failure =
        catchThrowableOfType(
            RegionalParametersException.class,
            () -> MacStates.create(device, FrequencyPlans.bundled(), defaults));
    assertThat(failure).as(id).isNotNull();
    return failure;
  }

  private static MACState asTheV2ExporterLeavesIt(MACState state) {
    MACParameters parameters =
        state.getDesiredParameters().toBuilder().setRx1Delay(RxDelay.RX_DELAY_1).build();
    return state.toBuilder()
        .setCurrentParameters(parameters)
        .setDesiredParameters(parameters)
        .setDeviceClass(Class.CLASS_A)
        .setLorawanVersion(MACVersion.MAC_V1_0_2)
        .build();
  }

  private static byte[] bytes(JsonObject json, String name) {
    return json.has(name) ? Base64.getDecoder().decode(json.get(name).getAsString()) : new byte[0];
  }
}
