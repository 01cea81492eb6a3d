package org.membersync.operation.routes;

import java.util.Optional;

/** Tells the name of a {@code direct:} endpoint from each way of writing one. */
final class DirectUri {

    private static final String SCHEME = "direct";

    private DirectUri() {}

    /** The name, when the element names a {@code direct:} endpoint; it may hold a placeholder or an expression. */
    static Optional<String> nameOf(RouteElement element) {
        String uri = element.text().isEmpty() ? element.childText("uri") : element.text();
        if (uri.equals(SCHEME) || uri.equals(SCHEME + ":")) {
            return element.child("parameters").map(parameters -> parameters.childText("name"));
        }
        return nameOf(uri);
    }

    static Optional<String> nameOf(String uri) {
        if (!uri.startsWith(SCHEME + ":")) {
            return Optional.empty();
        }
        String name = uri.substring(SCHEME.length() + 1).replaceFirst("^//", "");
        int options = name.indexOf('?');
        return Optional.of(options < 0 ? name : name.substring(0, options));
    }

    /** Whether the name is known only when a message comes by, or once a placeholder has its value. */
    static boolean isDynamic(String name) {
        return name.contains("${") || name.contains("{{");
    }
}
