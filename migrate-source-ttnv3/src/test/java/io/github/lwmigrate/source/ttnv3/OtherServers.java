package io.github.lwmigrate.source.ttnv3;

import io.github.lwmigrate.proto.ttn.lorawan.v3.ListEndDevicesRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall;
import io.grpc.ForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/** Makes a network look like one that lists devices otherwise. */
final class OtherServers implements ClientInterceptor {

  private static final Metadata.Key<String> TOTAL =
      Metadata.Key.of("x-total-count", Metadata.ASCII_STRING_MARSHALLER);

  private final int largestPage;
  private final boolean counts;

  /**
   * Such a network.
   *
   * @param largestPage the most devices it gives out in one page
   * @param counts whether it says how many devices there are
   */
  OtherServers(int largestPage, boolean counts) {
    this.largestPage = largestPage;
    this.counts = counts;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new ForwardingClientCall.SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new ForwardingClientCallListener.SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onHeaders(Metadata response) {
                if (!counts) {
                  response.removeAll(TOTAL);
                }
                super.onHeaders(response);
              }
            },
            headers);
      }

      @Override
      @SuppressWarnings("unchecked") // The same type as the request it is made from.
      public void sendMessage(Q message) {
        if (message instanceof ListEndDevicesRequest list && list.getLimit() > largestPage) {
          super.sendMessage((Q) list.toBuilder().setLimit(largestPage).build());
        } else {
          super.sendMessage(message);
        }
      }
    };
  }
}
