package org.membersync.operation.routes;

import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the route files before Camel starts, and knows which are in service. */
class RouteLoader implements CamelContextConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RouteLoader.class);

    private final RouteFolder folder;
    private final Duration patience;
    private ForeignRoutes foreign;
    private RouteExchange exchange;
    private List<RouteFile> inService = List.of();

    /** @param patience how long running exchanges may take to finish when routes are exchanged */
    RouteLoader(RouteFolder folder, Duration patience) {
        this.folder = folder;
        this.patience = patience;
    }

    /** @throws BrokenRoutesException naming every problem of the files; the program does not start with them */
    @Override
    public void beforeApplicationStart(CamelContext context) {
        foreign = new ForeignRoutes(context);
        exchange = new RouteExchange(context, foreign, patience);
        inService = checkedFiles();
        try {
            exchange.load(inService);
        } catch (Exception e) {
            throw new BrokenRoutesException(List.of(RouteErrors.explain(e, inService)), e);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext context) {
        log.info("routes in service: {} files", inService.size());
    }

    synchronized List<RouteFile> inService() {
        return inService;
    }

    /**
     * Puts the files that are now in the folder into service.
     *
     * @return whether they differ from those in service
     * @throws BrokenRoutesException when they cannot be used; those in service stay
     */
    synchronized boolean reload() {
        List<RouteFile> files = checkedFiles();
        if (same(files, inService)) {
            return false;
        }
        try {
            exchange.replace(files);
        } catch (Exception e) {
            RouteProblem problem = RouteErrors.explain(e, files);
            putBack();
            throw new BrokenRoutesException(List.of(problem), e);
        }
        inService = files;
        return true;
    }

    private void putBack() {
        try {
            exchange.replace(inService);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Neither the changed routes nor the last good ones could be loaded. Restart the program", e);
        }
    }

    private List<RouteFile> checkedFiles() {
        List<RouteFile> files = folder.read();
        List<RouteProblem> problems = RouteCheck.problems(files, foreign);
        if (!problems.isEmpty()) {
            throw new BrokenRoutesException(problems);
        }
        return files;
    }

    private static boolean same(List<RouteFile> some, List<RouteFile> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).name().equals(others.get(i).name())
                    || !some.get(i).text().equals(others.get(i).text())) {
                return false;
            }
        }
        return true;
    }
}
