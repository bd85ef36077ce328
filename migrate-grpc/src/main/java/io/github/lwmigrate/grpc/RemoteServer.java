package io.github.lwmigrate.grpc;

import io.github.lwmigrate.grpc.internal.AccessCredential;
import io.grpc.CallCredentials;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.function.Supplier;

/** A server behind one of {@link Channels}. Immutable and thread-safe. */
public final class RemoteServer {

  private static final String AUTHORIZATION = "authorization";
  private static final String BEARER = "Bearer ";

  private final ServerAddress address;
  private final boolean plaintext;
  private final Supplier<? extends Channel> channel;
  private final String credentialName;
  private final String credentialPrefix;

  RemoteServer(ServerAddress address, boolean plaintext, Supplier<? extends Channel> channel) {
    this(address, plaintext, channel, AUTHORIZATION, BEARER);
  }

  private RemoteServer(
      ServerAddress address,
      boolean plaintext,
      Supplier<? extends Channel> channel,
      String credentialName,
      String credentialPrefix) {
    this.address = address;
    this.plaintext = plaintext;
    this.channel = channel;
    this.credentialName = credentialName;
    this.credentialPrefix = credentialPrefix;
  }

  /**
   * The same server, which takes the credential of a call as metadata of its own: the bare value,
   * instead of a bearer token.
   *
   * @param name the name of the metadata, in lower case
   * @return the copy
   */
  public RemoteServer takingCredentialAs(String name) {
    return new RemoteServer(address, plaintext, channel, name, "");
  }

  /**
   * The same server, to which every call sends further metadata.
   *
   * @param name the name of the metadata, in lower case
   * @param value the value; no secret
   * @return the copy
   */
  public RemoteServer sending(String name, String value) {
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    return new RemoteServer(
        address,
        plaintext,
        () ->
            ClientInterceptors.intercept(
                channel.get(), MetadataUtils.newAttachHeadersInterceptor(metadata)),
        credentialName,
        credentialPrefix);
  }

  /**
   * Where it listens.
   *
   * @return the address with its port
   */
  public ServerAddress address() {
    return address;
  }

  /**
   * What sends a credential.
   *
   * @param credential the bare credential
   * @return held back where the connection is less safe than was asked for
   */
  CallCredentials credentials(String credential) {
    return new AccessCredential(credentialName, credentialPrefix + credential, plaintext);
  }

  /**
   * The way to it; opened on first use.
   *
   * @return the channel
   */
  Channel channel() {
    return channel.get();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RemoteServer that && that.address.equals(address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
