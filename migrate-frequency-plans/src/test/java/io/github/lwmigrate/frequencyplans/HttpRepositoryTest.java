package io.github.lwmigrate.frequencyplans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.lwmigrate.lorawan.FrequencyPlans;
import io.github.lwmigrate.lorawan.RegionalParametersException;
import io.github.lwmigrate.lorawan.RegionalParametersException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpRepositoryTest {

  private static final String INDEX =
      "- {id: A, file: A.yml}\n- {id: B, base-id: A, file: B.yml}\n- {id: C, file: C.yml}\n";

  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server = server();

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    files.put("/plans/frequency-plans.yml", INDEX);
    files.put("/plans/A.yml", "band-id: EU_863_870");
    files.put("/plans/B.yml", "max-eirp: 10");
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          String text = files.get(exchange.getRequestURI().getPath());
          byte[] body = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(text == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/moved/",
        exchange -> {
          String name = exchange.getRequestURI().getPath().substring("/moved/".length());
          exchange.getResponseHeaders().add("Location", "/plans/" + name);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/broken/",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void nothingIsFetchedBeforeItIsAskedFor_andEachFileOnce() {
    FrequencyPlans plans = FrequencyPlanRepository.of(url("/plans"));
    assertThat(requests).isEmpty();

    assertThat(plans.list()).hasSize(3);
    assertThat(requests).containsExactly("/plans/frequency-plans.yml");

    IntStream.range(0, 40)
        .parallel()
        .forEach(i -> assertThat(plans.get(i % 2 == 0 ? "A" : "B").bandId()).isNotEmpty());
    assertThat(plans.get("B").maxEirp()).hasValue(10);
    assertThat(requests)
        .containsExactlyInAnyOrder("/plans/frequency-plans.yml", "/plans/A.yml", "/plans/B.yml");
  }

  @Test
  void query_isKeptAndNeverShown() {
    FrequencyPlans plans = FrequencyPlanRepository.of(url("/plans/?signature=secret"));

    assertThat(plans.get("A").bandId()).isEqualTo("EU_863_870");
    assertThat(requests)
        .containsExactly(
            "/plans/frequency-plans.yml?signature=secret", "/plans/A.yml?signature=secret");
    assertThat(failure(plans, "C")).hasMessageNotContaining("secret");
    assertThat(plans).asString().isEqualTo(url("/plans/").toString());
  }

  @Test
  void missingFile_isNotFound() {
    RegionalParametersException failure = failure(FrequencyPlanRepository.of(url("/plans")), "C");

    assertThat(failure.serverErrors())
        .containsExactly(
            "pkg/frequencyplans:read", "pkg/frequencyplans:fetch", "pkg/fetch:file_not_found");
    assertThat(failure).hasMessageContaining("There is no file " + url("/plans/C.yml"));
  }

  @Test
  void redirects_areFollowed() {
    assertThat(FrequencyPlanRepository.of(url("/moved")).get("A").bandId()).isEqualTo("EU_863_870");
  }

  @Test
  void otherAnswers_areErrors() {
    RegionalParametersException failure = failure(FrequencyPlanRepository.of(url("/broken")), "A");

    assertThat(failure.reason()).isEqualTo(Reason.PLAN_LIST_UNREADABLE);
    assertThat(failure).hasMessageContaining("the server answered 503");
    assertThat(failure.statusCode()).isEqualTo(2);
  }

  @Test
  void overlongAnswer_isGivenUp() {
    files.put("/plans/A.yml", "#".repeat(PlanFiles.MAX_BYTES + 1));

    assertThat(failure(FrequencyPlanRepository.of(url("/plans")), "A"))
        .hasMessageContaining("it is longer than 4194304 bytes");
  }

  @Test
  void silentServer_isGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI base = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      FrequencyPlans plans =
          FrequencyPlanRepository.of(base, HttpClient.newHttpClient(), Duration.ofMillis(50));

      assertThat(failure(plans, "A")).hasMessageContaining("no answer within 50 ms");
    }
  }

  @Test
  void nobodyThere_isSaid() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }

    assertThat(failure(FrequencyPlanRepository.of(URI.create("http://127.0.0.1:" + port)), "A"))
        .hasMessageContaining(
            "Could not get http://127.0.0.1:" + port + "/frequency-plans.yml: no connection");
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static RegionalParametersException failure(FrequencyPlans plans, String id) {
    return catchThrowableOfType(RegionalParametersException.class, () -> plans.get(id));
  }
}
