package org.membersync.operation.routes;

/** What route files may lean on that is not in them. */
interface RouteSurroundings {

    /** Whether {@code {{placeholder}}} has a value; it is given without the braces, and may be a call of a function. */
    boolean resolves(String placeholder);

    /** Whether a route that is not of the files listens on {@code direct:name}. */
    boolean hasDirect(String name);

    /** Whether a route that is not of the files has this id. */
    boolean hasRoute(String id);

    /** The class of the bean of that name; null when there is none, or nothing is known of it. */
    Class<?> beanType(String name);
}
