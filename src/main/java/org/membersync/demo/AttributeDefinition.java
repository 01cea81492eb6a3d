package org.membersync.demo;

/**
 * An attribute that members can have.
 *
 * @param type {@code text}, {@code code} and so on: as the REST front tells it
 */
record AttributeDefinition(String code, String caption, String type) {}
