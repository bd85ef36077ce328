package io.github.lwmigrate.simulator;

/** What certificate the handler of a simulated network has, and announces. */
public enum HandlerCertificate {
  /** A valid one, signed by itself. */
  VALID,
  /** One that was valid until yesterday. */
  EXPIRED,
  /** One for another host. */
  OTHER_HOST,
  /** None: the handler speaks plaintext. */
  NONE
}
