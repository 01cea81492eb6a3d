package org.membersync.state;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Remembers the statements that the program itself makes, and not those of its tests. */
class WatchedStatements extends DelegatingDataSource {

    private final Set<String> made = new ConcurrentSkipListSet<>();

    WatchedStatements(DataSource watched) {
        super(watched);
    }

    /** Each statement once. */
    Set<String> made() {
        return made;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                WatchedStatements.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("prepareStatement") && isTheProgram()) {
                        made.add((String) args[0]);
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** Whether the nearest caller among our classes is one of the program. */
    private static boolean isTheProgram() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(caller -> caller.getName().startsWith("org.membersync."))
                        .filter(caller -> caller != WatchedStatements.class)
                        .findFirst())
                .filter(caller -> !caller.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("test-classes"))
                .isPresent();
    }
}
