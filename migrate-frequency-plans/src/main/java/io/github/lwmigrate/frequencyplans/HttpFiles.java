package io.github.lwmigrate.frequencyplans;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Files below a URL. */
final class HttpFiles extends PlanFiles {

  /** Makes the client when the first file is fetched, not when the class is loaded. */
  static final Supplier<HttpClient> DEFAULT_CLIENT = () -> Holder.CLIENT;

  private static final class Holder {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  private final String root;
  private final String query;
  private final Supplier<HttpClient> client;
  private final Duration timeout;

  HttpFiles(URI base, Supplier<HttpClient> client, Duration timeout) {
    String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("https") || scheme.equals("http"))
        || base.getHost() == null
        || base.getRawUserInfo() != null
        || base.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "Expected the URL of a directory of frequency plans, such as"
              + " https://example.com/frequency-plans, without user name and fragment.");
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("A positive timeout is expected, this is " + timeout);
    }
    String path = base.getRawPath();
    this.root = scheme + "://" + base.getRawAuthority() + path + (path.endsWith("/") ? "" : "/");
    this.query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    this.client = client;
    this.timeout = timeout;
  }

  /** Without the query, which may hold a credential. */
  @Override
  String location(String name) {
    return root + name;
  }

  @Override
  byte[] fetch(String name) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(root + name + query)).build();
    HttpResponse<byte[]> response;
    try {
      response =
          client
              .get()
              .sendAsync(request, info -> new LimitedBody(MAX_BYTES))
              .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
              .join();
    } catch (CompletionException e) {
      throw failed(name, why(e.getCause() == null ? e : e.getCause()), e.getCause());
    }
    return switch (response.statusCode()) {
      case 200 -> response.body();
      case 404, 410 -> throw notFound(name);
      default -> throw failed(name, "the server answered " + response.statusCode(), null);
    };
  }

  private String why(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "no answer within " + timeout.toMillis() + " ms";
    }
    if (failure instanceof LimitedBody.TooLong) {
      return tooLong();
    }
    if (failure instanceof ConnectException) {
      return "no connection";
    }
    return failure instanceof IOException && failure.getMessage() != null
        ? failure.getMessage()
        : failure.getClass().getSimpleName();
  }
}
