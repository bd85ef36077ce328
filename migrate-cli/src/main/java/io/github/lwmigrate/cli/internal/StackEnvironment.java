package io.github.lwmigrate.cli.internal;

import io.github.lwmigrate.simulator.SimulatedThingsStack;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The environment variables with which the program reads from a simulated network. */
final class StackEnvironment {

  private StackEnvironment() {}

  static Map<String, String> of(
      SimulatedThingsStack stack, String application, Optional<Path> trusted) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TTS_APP_ID", application);
    environment.put("TTS_APP_API_KEY", stack.apiKey(application).token());
    environment.put("TTS_DEFAULT_GRPC_ADDRESS", stack.address());
    if (trusted.isPresent()) {
      environment.put("TTS_CA_FILE", trusted.get().toString());
    } else {
      environment.put("TTS_INSECURE", "true");
    }
    return environment;
  }
}
