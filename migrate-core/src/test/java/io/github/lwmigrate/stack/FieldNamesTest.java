package io.github.lwmigrate.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.github.lwmigrate.proto.ttn.lorawan.v3.MACParameters;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
  private static final Descriptor PARAMETERS = MACParameters.getDescriptor();

  @Test
  void of_deprecatedPingSlotDataRate_isTheNameOnTheWire() {
    FieldDescriptor field = PARAMETERS.findFieldByNumber(17);
    assertThat(FieldNames.of(field)).isEqualTo("ping_slot_data_rate_index");
    assertThat(FieldNames.find(PARAMETERS, "ping_slot_data_rate_index")).contains(field);
    assertThat(FieldNames.find(PARAMETERS, "ping_slot_data_rate_index_enum")).isEmpty();
  }

  @Test
  void find_anyOtherField_isFoundByItsOwnName() {
    for (FieldDescriptor field : PARAMETERS.getFields()) {
      assertThat(FieldNames.find(PARAMETERS, FieldNames.of(field))).contains(field);
    }
    assertThat(FieldNames.find(PARAMETERS, "nothing")).isEmpty();
  }
}
