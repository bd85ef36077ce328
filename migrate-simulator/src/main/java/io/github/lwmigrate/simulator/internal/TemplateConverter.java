package io.github.lwmigrate.simulator.internal;

import com.google.protobuf.Empty;
import io.github.lwmigrate.json.DeviceJsonException;
import io.github.lwmigrate.json.DeviceJsonReader;
import io.github.lwmigrate.json.JsonDevice;
import io.github.lwmigrate.json.ReadOptions;
import io.github.lwmigrate.proto.ttn.lorawan.v3.ConvertEndDeviceTemplateRequest;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDevice;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceTemplate;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceTemplateConverterGrpc;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceTemplateFormat;
import io.github.lwmigrate.proto.ttn.lorawan.v3.EndDeviceTemplateFormats;
import io.github.lwmigrate.stack.FieldPath;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/** Reads files of devices for the Console, as far as they are JSON. */
final class TemplateConverter
    extends EndDeviceTemplateConverterGrpc.EndDeviceTemplateConverterImplBase {
  private static final String JSON_FORMAT = "the-things-stack";
  private static final ReadOptions AS_IMPORTED =
      ReadOptions.strict().leaveOutUnknownFields().takeLastOfDuplicates();

  @Override
  public void listFormats(Empty request, StreamObserver<EndDeviceTemplateFormats> observer) {
    Answers.send(
        observer,
        EndDeviceTemplateFormats.newBuilder()
            .putFormats(JSON_FORMAT, format("JSON", ".json"))
            .putFormats(JSON_FORMAT + "-csv", format("CSV", ".csv"))
            .build());
  }

  @Override
  public void convert(
      ConvertEndDeviceTemplateRequest request, StreamObserver<EndDeviceTemplate> observer) {
    if (!request.getFormatId().equals(JSON_FORMAT)) {
      throw Errors.converterNotFound(request.getFormatId());
    }
    try (DeviceJsonReader devices =
        DeviceJsonReader.of(request.getData().newInput(), AS_IMPORTED)) {
      for (Optional<JsonDevice> next = devices.next(); next.isPresent(); next = devices.next()) {
        observer.onNext(template(next.get().device().toProto()));
      }
    } catch (DeviceJsonException e) {
      throw Errors.unreadableTemplate(String.valueOf(e.getMessage()));
    }
    observer.onCompleted();
  }

  private static EndDeviceTemplate template(EndDevice device) {
    EndDeviceTemplate.Builder template = EndDeviceTemplate.newBuilder().setEndDevice(device);
    template.getFieldMaskBuilder().addAllPaths(FieldPath.setLeaves(device));
    return template.build();
  }

  private static EndDeviceTemplateFormat format(String name, String extension) {
    return EndDeviceTemplateFormat.newBuilder()
        .setName("The Things Stack " + name)
        .setDescription("File containing end devices in The Things Stack " + name + " format.")
        .addFileExtensions(extension)
        .build();
  }
}
