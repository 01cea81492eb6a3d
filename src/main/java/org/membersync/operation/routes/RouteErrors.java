package org.membersync.operation.routes;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Turns what Camel throws when it loads or starts routes into a problem with file and line. */
final class RouteErrors {

    private static final Pattern YAML_PLACE = Pattern.compile("in (?:file:)?([^,\\n]+), line (\\d+)");
    private static final Pattern ROUTE_PLACE = Pattern.compile("(?:file:)?(.+?):(\\d+)");
    private static final String MENDING = "Mend it and save the file";

    private final List<RouteFile> files;
    private final Throwable error;

    private RouteErrors(List<RouteFile> files, Throwable error) {
        this.files = files;
        this.error = error;
    }

    static RouteProblem explain(Throwable error, List<RouteFile> files) {
        return new RouteErrors(files, error).explain();
    }

    private RouteProblem explain() {
        Optional<MarkedYamlEngineException> yaml = find(MarkedYamlEngineException.class);
        if (yaml.isPresent()) {
            return yamlProblem(yaml.get());
        }
        Optional<ResolveEndpointFailedException> endpoint = find(ResolveEndpointFailedException.class);
        String problem = endpoint.map(RouteErrors::endpointProblem).orElseGet(() -> firstLine(rootCause()));
        Optional<Place> route = routePlace();
        Place place = endpoint.map(ResolveEndpointFailedException::getUri)
                .or(() -> find(NoSuchEndpointException.class).map(NoSuchEndpointException::getUri))
                .flatMap(uri -> placeOf(uriWithoutOptions(uri), route))
                .or(() -> find(NoSuchBeanException.class).flatMap(bean -> placeOf(bean.getName(), route)))
                .or(() -> route)
                .or(this::placeInMessages)
                .orElse(new Place("the route files", 0));
        return new RouteProblem(place.file, place.line, problem, MENDING);
    }

    private RouteProblem yamlProblem(MarkedYamlEngineException e) {
        Place place = placeInMessages().orElse(new Place("the route files", 0));
        int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(place.line);
        return new RouteProblem(
                place.file,
                line,
                Optional.ofNullable(e.getProblem()).orElseGet(() -> firstLine(e)),
                "Mend the spelling and the indentation there");
    }

    private static String endpointProblem(ResolveEndpointFailedException e) {
        String uri = URISupport.sanitizeUri(e.getUri());
        String message = firstLine(e);
        int reason = message.lastIndexOf("due to: ");
        return "Endpoint " + uri + ": " + (reason < 0 ? message : message.substring(reason + "due to: ".length()));
    }

    /** The line of the route's id in the file it came from. */
    private Optional<Place> routePlace() {
        Optional<FailedToCreateRouteException> create = find(FailedToCreateRouteException.class);
        Optional<FailedToStartRouteException> start = find(FailedToStartRouteException.class);
        String id = create.map(FailedToCreateRouteException::getRouteId)
                .or(() -> start.map(FailedToStartRouteException::getRouteId))
                .orElse(null);
        String location = create.map(FailedToCreateRouteException::getLocation)
                .or(() -> start.map(FailedToStartRouteException::getLocation))
                .orElse("");
        if (id == null) {
            return Optional.empty();
        }
        Pattern declaration =
                Pattern.compile("\\b(id|routeId)\\s*[:=]\\s*[\"']?" + Pattern.quote(id) + "[\"']?\\s*(?:[,}>/#\\s]|$)");
        return search(declaration, null).or(() -> known(ROUTE_PLACE.matcher(location == null ? "" : location)));
    }

    /** The first line after the route's begin, in the same file, that holds the text. */
    private Optional<Place> placeOf(String text, Optional<Place> from) {
        Pattern pattern = Pattern.compile(Pattern.quote(text));
        return from.flatMap(place -> search(pattern, place)).or(() -> search(pattern, null));
    }

    private Optional<Place> search(Pattern pattern, Place from) {
        for (RouteFile file : files) {
            if (from == null || file.name().equals(from.file)) {
                List<String> lines = file.text().lines().toList();
                for (int i = from == null ? 0 : Math.max(0, from.line - 1); i < lines.size(); i++) {
                    if (pattern.matcher(lines.get(i)).find()) {
                        return Optional.of(new Place(file.name(), i + 1));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Place> placeInMessages() {
        for (Throwable t = error; t != null; t = t.getCause()) {
            Optional<Place> place = known(YAML_PLACE.matcher(String.valueOf(t.getMessage())))
                    .or(() -> fileIn(String.valueOf(error.getMessage())));
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    private Optional<Place> fileIn(String message) {
        return files.stream()
                .map(RouteFile::name)
                .filter(message::contains)
                .findFirst()
                .map(name -> new Place(name, 0));
    }

    private Optional<Place> known(Matcher matcher) {
        while (matcher.find()) {
            String name = matcher.group(1).strip();
            Optional<RouteFile> file = files.stream()
                    .filter(candidate -> name.endsWith(candidate.name()))
                    .findFirst();
            if (file.isPresent()) {
                return Optional.of(new Place(file.get().name(), Integer.parseInt(matcher.group(2))));
            }
        }
        return Optional.empty();
    }

    private <T extends Throwable> Optional<T> find(Class<T> type) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }

    private Throwable rootCause() {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable t) {
        String message = String.valueOf(t.getMessage() == null ? t : t.getMessage())
                .lines()
                .findFirst()
                .orElse("");
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** Camel writes {@code scheme://path}, people write {@code scheme:path}. */
    private static String uriWithoutOptions(String uri) {
        return uri.replaceFirst("\\?.*$", "").replaceFirst("^([A-Za-z0-9+.-]+)://", "$1:");
    }

    private record Place(String file, int line) {}
}
