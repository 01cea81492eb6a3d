package org.membersync.operation.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;

/** A folder of route files and a Camel context that runs them. */
final class RouteFixture implements AutoCloseable {

    static final String HELLO = "hello.camel.yaml";

    final Path folder;
    final CamelContext context = new DefaultCamelContext();
    final RouteFolder routeFolder;
    final RouteLoader loader;
    final RouteReload reload;

    RouteFixture(Path folder) {
        this(folder, Duration.ofSeconds(30));
    }

    RouteFixture(Path folder, Duration patience) {
        this.folder = folder;
        this.routeFolder = new RouteFolder("file:" + folder);
        this.loader = new RouteLoader(routeFolder, patience);
        this.reload = new RouteReload(routeFolder, loader, Clock.systemUTC());
        context.getPropertiesComponent().addInitialProperty("greeting", "Hej");
    }

    RouteFixture start() throws Exception {
        loader.beforeApplicationStart(context);
        context.start();
        return this;
    }

    RouteFixture write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A route {@code id} on {@code direct:id} that answers the text. */
    RouteFixture answering(String id, String text) {
        return write(id + ".camel.yaml", route(id, "- setBody: {constant: \"" + text + "\"}"));
    }

    static String route(String id, String... steps) {
        StringBuilder yaml = new StringBuilder(
                "- route:\n    id: " + id + "\n    from:\n      uri: direct:" + id + "\n      steps:\n");
        for (String step : steps) {
            yaml.append("        ").append(step).append('\n');
        }
        return yaml.toString();
    }

    String ask(String id) {
        return context.createProducerTemplate().requestBody("direct:" + id, "?", String.class);
    }

    int definitions() {
        return ((ModelCamelContext) context).getRouteDefinitions().size();
    }

    @Override
    public void close() {
        context.stop();
    }
}
