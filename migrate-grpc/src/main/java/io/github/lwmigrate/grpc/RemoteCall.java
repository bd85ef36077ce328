package io.github.lwmigrate.grpc;

import io.github.lwmigrate.Stage;
import io.github.lwmigrate.device.DeviceRef;
import io.grpc.MethodDescriptor;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One call to make: to which server, which method, with what, and how to name it in errors.
 * Immutable; its text form holds neither request nor credential.
 *
 * @param server the server
 * @param method a unary method
 * @param request what is sent
 * @param token gives the credential, asked before each attempt; an empty one is not sent
 * @param stage the part of the migration, for errors
 * @param tried what is tried, as the object of "could not", for errors
 * @param device the device it concerns, for errors
 * @param repeatable whether it may be made again when it is not known whether it was done
 * @param <Q> the type of the request
 * @param <A> the type of the answer
 */
public record RemoteCall<Q, A>(
    RemoteServer server,
    MethodDescriptor<Q, A> method,
    Q request,
    Supplier<String> token,
    Stage stage,
    String tried,
    Optional<DeviceRef> device,
    boolean repeatable) {

  /**
   * A call that reads, and so may be repeated.
   *
   * @param server the server
   * @param method a unary method
   * @param request what is sent
   * @param token gives the credential, asked before each attempt; an empty one is not sent
   * @param stage the part of the migration, for errors
   * @param tried what is tried, as the object of "could not", for errors
   * @param <Q> the type of the request
   * @param <A> the type of the answer
   * @return the call
   */
  public static <Q, A> RemoteCall<Q, A> reading(
      RemoteServer server,
      MethodDescriptor<Q, A> method,
      Q request,
      Supplier<String> token,
      Stage stage,
      String tried) {
    return new RemoteCall<>(server, method, request, token, stage, tried, Optional.empty(), true);
  }

  /**
   * A call that changes something and may be repeated all the same: made twice, it leaves what it
   * leaves made once.
   *
   * @param server the server
   * @param method a unary method
   * @param request what is sent
   * @param token gives the credential, asked before each attempt; an empty one is not sent
   * @param stage the part of the migration, for errors
   * @param tried what is tried, as the object of "could not", for errors
   * @param <Q> the type of the request
   * @param <A> the type of the answer
   * @return the call
   */
  public static <Q, A> RemoteCall<Q, A> idempotent(
      RemoteServer server,
      MethodDescriptor<Q, A> method,
      Q request,
      Supplier<String> token,
      Stage stage,
      String tried) {
    return new RemoteCall<>(server, method, request, token, stage, tried, Optional.empty(), true);
  }

  /**
   * The same call, named with a device in errors.
   *
   * @param device the device it concerns
   * @return the copy
   */
  public RemoteCall<Q, A> about(DeviceRef device) {
    return new RemoteCall<>(
        server, method, request, token, stage, tried, Optional.of(device), repeatable);
  }

  @Override
  public String toString() {
    return method.getFullMethodName() + " at " + server;
  }
}
