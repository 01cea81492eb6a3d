package org.membersync.operation.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The route files: of the folder that the setting names or, when it has never been there, the copy inside the program.
 */
class RouteFolder {

    static final String PACKAGED = "classpath:membersync/routes/";

    private static final Logger log = LoggerFactory.getLogger(RouteFolder.class);
    private static final String MENDING = "Set membersync.routes (MEMBERSYNC_ROUTES) to the folder of the route files";

    private final Path folder;
    private boolean folderSeen;

    /** @param location such as {@code file:./routes} */
    RouteFolder(String location) {
        this.folder = Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location)
                .normalize();
    }

    Path path() {
        return folder;
    }

    /**
     * All route files, sorted by name.
     *
     * @throws BrokenRoutesException when there are none, or the folder has gone or cannot be read
     */
    List<RouteFile> read() {
        try {
            if (Files.isDirectory(folder)) {
                folderSeen = true;
                return atLeastOne(readFolder());
            }
            if (folderSeen) {
                throw broken("The folder has gone", "Put it back");
            }
            log.info("no folder {}: using the routes inside the program. {}", folder.toAbsolutePath(), MENDING);
            return atLeastOne(readPackaged());
        } catch (IOException e) {
            throw new BrokenRoutesException(
                    List.of(new RouteProblem(folder.toString(), 0, "Cannot be read: " + e, MENDING)), e);
        }
    }

    private List<RouteFile> readFolder() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<RouteFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (isRouteFile(path.getFileName().toString())) {
                files.add(new RouteFile(path.toString().replace('\\', '/'), Files.readAllBytes(path)));
            } else if (path.toString().matches(".*\\.ya?ml")) {
                log.warn("{} is not loaded: the name of a route file ends with .camel.yaml", path);
            }
        }
        return files;
    }

    private static List<RouteFile> readPackaged() throws IOException {
        List<RouteFile> files = new ArrayList<>();
        Resource[] resources = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:" + PACKAGED.substring("classpath:".length()) + "**/*");
        for (Resource resource : resources) {
            if (resource.isReadable() && isRouteFile(String.valueOf(resource.getFilename()))) {
                String url = resource.getURL().toString();
                String name = url.substring(url.lastIndexOf("membersync/routes/"));
                files.add(new RouteFile(name, resource.getContentAsByteArray()));
            }
        }
        files.sort(Comparator.comparing(RouteFile::name));
        return files;
    }

    /** Hidden files are editors' half-written copies. */
    private static boolean isRouteFile(String name) {
        return !name.startsWith(".") && (name.endsWith(".camel.yaml") || name.endsWith(".xml"));
    }

    private List<RouteFile> atLeastOne(List<RouteFile> files) {
        if (files.isEmpty()) {
            throw broken("Holds no route file (*.camel.yaml or *.xml)", MENDING);
        }
        return files;
    }

    private BrokenRoutesException broken(String problem, String mending) {
        return new BrokenRoutesException(List.of(new RouteProblem(folder.toString(), 0, problem, mending)));
    }
}
