package org.membersync.web;

import java.util.Set;
import java.util.regex.Pattern;
import javax.management.ObjectName;

/**
 * The MBeans that people may see and the operations they may call; what is not listed is denied. Not listed on purpose:
 * {@code com.sun.management} (heap dumps, commands of the virtual machine), {@code java.util.logging}, the data source,
 * Tomcat, Camel's tracer and debugger (message bodies), and every Camel operation that sends a message, browses bodies or
 * changes a route.
 */
final class MBeanAccess {

    private static final String CAMEL = "org.apache.camel";
    private static final String OWN = "org.membersync";
    private static final String JAVA = "java.lang";
    private static final String QUARTZ = "quartz";

    private static final Set<String> CAMEL_TYPES = Set.of(
            "components",
            "consumers",
            "context",
            "dataformats",
            "endpoints",
            "errorhandlers",
            "eventnotifiers",
            "health",
            "processors",
            "producers",
            "routecontrollers",
            "routegroups",
            "routes",
            "services",
            "steps",
            "threadpools");
    private static final Set<String> JAVA_TYPES = Set.of(
            "ClassLoading",
            "Compilation",
            "GarbageCollector",
            "Memory",
            "MemoryManager",
            "MemoryPool",
            "OperatingSystem",
            "Runtime",
            "Threading");
    private static final Set<String> QUARTZ_TYPES = Set.of("QuartzScheduler");

    /** These could hold a secret that was given on the command line, in the environment or as a Camel option. */
    private static final Set<String> SECRET_ATTRIBUTES =
            Set.of("SystemProperties", "InputArguments", "ClassPath", "BootClassPath", "LibraryPath", "GlobalOptions");

    /** The diagram, the sources and the counters of Hawtio. Endpoint browsing is not among them: it shows bodies. */
    private static final Pattern CAMEL_READING = Pattern.compile(
            "dump(Route|Routes|Rests|RouteTemplates|Step)(Stats|Coverage|SourceLocations)?As(Xml|Yaml|JSon)"
                    + "|componentNames|languageNames|dataFormatNames|routeIds|routeGroups|processorIds");

    private static final Set<String> ROUTE_OPERATIONS = Set.of("start", "stop", "suspend", "resume", "reset");

    private MBeanAccess() {}

    static boolean isShown(ObjectName name) {
        return switch (name.getDomain()) {
            case OWN -> true;
            case CAMEL -> isOfType(name, CAMEL_TYPES);
            case JAVA -> isOfType(name, JAVA_TYPES);
            case QUARTZ -> isOfType(name, QUARTZ_TYPES);
            default -> false;
        };
    }

    static boolean mayRead(ObjectName name, String attribute) {
        return isShown(name) && !SECRET_ATTRIBUTES.contains(attribute);
    }

    /** Whether everybody who is logged in may call the operation: it only reads, and no personal data. */
    static boolean mayView(ObjectName name, String operation) {
        String method = methodOf(operation);
        if (QUARTZ.equals(name.getDomain())) {
            return method.equals("getTriggerState");
        }
        return CAMEL.equals(name.getDomain())
                && (isOfType(name, Set.of("context", "routes", "routegroups"))
                                && CAMEL_READING.matcher(method).matches()
                        || isInflightList(name) && method.equals("browse"));
    }

    /** Whether an operator may call the operation: all of ours, and starting and stopping routes. */
    static boolean mayOperate(ObjectName name, String operation) {
        return OWN.equals(name.getDomain())
                || CAMEL.equals(name.getDomain())
                        && isOfType(name, Set.of("routes"))
                        && ROUTE_OPERATIONS.contains(methodOf(operation));
    }

    /** The list of exchanges under way: their ids, steps and ages, without bodies. */
    private static boolean isInflightList(ObjectName name) {
        return isOfType(name, Set.of("services")) && "DefaultInflightRepository".equals(name.getKeyProperty("name"));
    }

    private static boolean isOfType(ObjectName name, Set<String> types) {
        String type = name.getKeyProperty("type");
        return type != null && types.contains(type);
    }

    /** Jolokia names an operation with or without its argument types. */
    private static String methodOf(String operation) {
        int arguments = operation.indexOf('(');
        return arguments < 0 ? operation : operation.substring(0, arguments);
    }
}
