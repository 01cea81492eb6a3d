package org.membersync.operation.routes;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A part of a route file, alike for YAML and XML: a key or an XML element or attribute.
 *
 * @param name of the key, in the spelling of YAML; {@value #ITEM} for an item of a list
 * @param text its plain value, or empty
 */
record RouteElement(String name, String text, int line, List<RouteElement> children) {

    static final String ITEM = "-";

    Optional<RouteElement> child(String name) {
        return children.stream().filter(child -> child.name.equals(name)).findFirst();
    }

    /** The plain value of a child, or empty. */
    String childText(String name) {
        return child(name).map(RouteElement::text).orElse("");
    }

    void visit(Consumer<RouteElement> visitor) {
        visitor.accept(this);
        children.forEach(child -> child.visit(visitor));
    }
}
