package io.github.lwmigrate.spi;

/**
 * One way of retiring one device, to be assessed.
 *
 * @param reading the device as it was read last
 * @param wanted the way of retiring
 * @param sessionMoves whether the live session of this device moves: then an origin that goes on
 *     answering it does harm
 */
public record RetirementRequest(Reading reading, Retirement wanted, boolean sessionMoves) {}
