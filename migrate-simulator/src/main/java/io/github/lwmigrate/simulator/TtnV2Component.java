package io.github.lwmigrate.simulator;

/** Parts of a network of The Things Network Stack V2 that can be out of order by themselves. */
public enum TtnV2Component {
  /** Keys that the handler has not seen before cannot be looked up. */
  ACCOUNT_SERVER,
  /** The handler cannot read, store or delete a device in the Network Server. */
  BROKER,
  /** The same, one step further. */
  NETWORK_SERVER,
  /** The handler finds no application. */
  HANDLER_STORAGE
}
