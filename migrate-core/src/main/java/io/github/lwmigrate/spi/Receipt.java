package io.github.lwmigrate.spi;

/**
 * A sink's word that it holds a device.
 *
 * @param location where the device is, for people: a file and line, a server and id
 */
public record Receipt(String location) {}
