package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.Selection;
import io.github.lwmigrate.device.DeviceRef;
import io.github.lwmigrate.json.DeviceJson;
import io.github.lwmigrate.spi.Call;
import io.github.lwmigrate.spi.Listed;
import io.github.lwmigrate.spi.Option;
import io.github.lwmigrate.spi.OptionSet;
import io.github.lwmigrate.spi.OptionValues;
import io.github.lwmigrate.spi.Reading;
import io.github.lwmigrate.spi.Source;
import io.github.lwmigrate.spi.SourceProvider;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A source as a third party adds it to the class path. Its devices tell by their attributes which
 * options it was opened with.
 */
public final class ShelfSourceProvider implements SourceProvider {

  @Override
  public String id() {
    return "shelf";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("rack");
  }

  @Override
  public String description() {
    return "a shelf of devices";
  }

  @Override
  public OptionSet options() {
    return OptionSet.of(
        Option.text("room", "ROOM", "where the shelf stands")
            .required()
            .environment("ROOM")
            .build(),
        Option.text("app-id", "APP", "what the devices belong to").defaultValue("attic").build(),
        Option.text("app-api-key", "KEY", "opens the room").secret().environment("KEY").build(),
        Option.text("limit", "KG", "how much it bears").build(),
        Option.flag("dusty", "the devices are dusty").environment("DUSTY").build());
  }

  @Override
  public Source open(OptionValues values) {
    return new Shelf(values);
  }

  private record Shelf(OptionValues values) implements Source {

    @Override
    public void list(Selection selection, Consumer<? super Listed> receiver, Call call) {
      if (selection.devices().isPresent()) {
        selection.devices().get().forEach(device -> receiver.accept(Listed.of(device)));
      } else {
        for (String id : List.of("first", "second", "third")) {
          receiver.accept(Listed.of(new DeviceRef(values.require("app-id"), id)));
        }
      }
    }

    @Override
    public Reading read(Listed listed, Call call) {
      String id = listed.ref().deviceId();
      if (id.equals("lost")) {
        return Reading.gone("it is not on the shelf");
      }
      return Reading.of(
          DeviceJson.read(
              """
              {"ids":{"device_id":"%s","application_ids":{"application_id":"%s"},
              "dev_eui":"70B3D57E%08X","join_eui":"70B3D57ED0000000"},
              "attributes":{"room":"%s","dusty":"%s","limit":"%s","key":"%s"},
              "lorawan_version":"MAC_V1_0_3","lorawan_phy_version":"PHY_V1_0_3_REV_A",
              "frequency_plan_id":"EU_863_870_TTN","supports_join":true,
              "root_keys":{"app_key":{"key":"000102030405060708090A0B0C0D0E0F"}}}
              """
                  .formatted(
                      id,
                      values.require("app-id"),
                      id.hashCode(),
                      values.require("room"),
                      values.flag("dusty"),
                      values.text("limit").orElse("-"),
                      values.has("app-api-key") ? "given" : "none")));
    }
  }
}
