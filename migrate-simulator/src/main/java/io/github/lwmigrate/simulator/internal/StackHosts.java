package io.github.lwmigrate.simulator.internal;

import io.github.lwmigrate.simulator.RateLimit;
import io.github.lwmigrate.stack.StackServer;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The running servers of a stack, on one port or on one each. */
public final class StackHosts implements AutoCloseable {
  private static final String HOST = "127.0.0.1:";
  private static final ServerHost.Connections CONNECTIONS =
      new ServerHost.Connections(Duration.ofMinutes(1), Optional.empty());

  private final Map<StackServer, ServerHost> hosts = new EnumMap<>(StackServer.class);
  private final ExecutorService executor = ServerHost.threads("simulated-stack");

  private StackHosts() {}

  /** What the servers are started with. */
  public record Settings(
      int port,
      boolean separatePorts,
      @Nullable CertificateAuthority authority,
      Optional<RateLimit> rateLimit,
      Duration latency) {}

  public static StackHosts start(
      Settings settings, Cluster cluster, FaultPlan faults, OperationLog log) {
    StackHosts stack = new StackHosts();
    CallInterceptor interceptor =
        new CallInterceptor(
            new StackCallRules(
                cluster.version(),
                cluster.keys(),
                settings.rateLimit().map(limit -> new RateLimiter(limit, cluster.clock()))),
            faults,
            log,
            settings.latency());
    CertificateAuthority authority = settings.authority();
    ServerCredentials credentials =
        authority == null ? InsecureServerCredentials.create() : authority.serverCredentials();
    Function<List<BindableService>, ServerHost> host =
        services ->
            new ServerHost(
                settings.port(), services, interceptor, credentials, CONNECTIONS, stack.executor);
    if (settings.separatePorts()) {
      for (StackServer server : StackServer.values()) {
        List<BindableService> services = new ArrayList<>(services(server, cluster));
        services.addAll(common());
        stack.hosts.put(server, host.apply(services));
      }
    } else {
      List<BindableService> services = new ArrayList<>(common());
      for (StackServer server : StackServer.values()) {
        services.addAll(services(server, cluster));
      }
      ServerHost all = host.apply(services);
      for (StackServer server : StackServer.values()) {
        stack.hosts.put(server, all);
      }
    }
    return stack;
  }

  public String address(StackServer server) {
    ServerHost host = hosts.get(server);
    if (host == null) {
      throw new IllegalArgumentException("No " + server);
    }
    return HOST + host.port();
  }

  public void goAway() {
    distinct().forEach(ServerHost::goAway);
  }

  public void dropConnections() {
    distinct().forEach(ServerHost::dropConnections);
  }

  @Override
  public void close() {
    distinct().forEach(ServerHost::close);
    executor.shutdownNow();
  }

  private Collection<ServerHost> distinct() {
    return hosts.values().stream().distinct().toList();
  }

  private static List<BindableService> common() {
    return List.of(ClusterServices.configuration(), new TemplateConverter());
  }

  private static List<BindableService> services(StackServer server, Cluster cluster) {
    return switch (server) {
      case IDENTITY_SERVER ->
          List.of(
              new IdentityDevices(cluster),
              new IdentityBatches(cluster),
              new IdentityApplications(cluster),
              AccessServices.ofApplications(),
              AccessServices.ofEntities());
      case JOIN_SERVER ->
          List.of(
              new JoinServerDevices(cluster),
              BatchDeletion.ofJoinServer(cluster),
              ClusterServices.join(cluster));
      case APPLICATION_SERVER ->
          List.of(
              new ApplicationServerDevices(cluster),
              BatchDeletion.ofApplicationServer(cluster),
              ClusterServices.application(cluster));
      case NETWORK_SERVER ->
          List.of(
              new NetworkServerDevices(cluster),
              BatchDeletion.ofNetworkServer(cluster),
              ClusterServices.network(cluster));
    };
  }
}
