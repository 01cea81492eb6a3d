package org.membersync.support;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Clock;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The program's database as a process sees it that dies: after the commit at which it dies, or as soon as something else says
 * that it is dead, nothing reaches the database any more until it lives again. A statement outside a transaction is a commit.
 */
public final class MortalDatabase {

    private static final Set<String> STATEMENTS = Set.of("execute", "executeUpdate", "executeBatch");

    private static final String TELL_TIME = "SELECT CURRENT_TIMESTAMP";

    private final Clock clock;
    private int commits;
    private int last = Integer.MAX_VALUE;
    private BooleanSupplier deadOtherwise = () -> false;
    private Runnable onDeath = () -> {};

    public MortalDatabase() {
        this(Clock.systemUTC());
    }

    /** @param clock tells the time that the database answers when it is asked, so that it moves with a test's */
    public MortalDatabase(Clock clock) {
        this.clock = clock;
    }

    /** The same data source, mortal. */
    public DataSource wrap(DataSource dataSource) {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                requireLife();
                return mortal(super.getConnection());
            }
        };
    }

    /** From now on the commits are counted from 1. */
    public synchronized void count() {
        commits = 0;
    }

    public synchronized int commits() {
        return commits;
    }

    /** Counts from 1 and dies right after that commit, which stays done. */
    public synchronized void dieAfterCommit(int number, Runnable then) {
        commits = 0;
        last = number;
        onDeath = then;
    }

    /** Dies when that is so. */
    public synchronized void dieWhen(BooleanSupplier dead) {
        deadOtherwise = dead;
    }

    public synchronized boolean isDead() {
        return commits >= last || deadOtherwise.getAsBoolean();
    }

    /** A new process has the database. */
    public synchronized void revive() {
        last = Integer.MAX_VALUE;
        deadOtherwise = () -> false;
    }

    private void requireLife() throws SQLException {
        if (isDead()) {
            throw new SQLNonTransientConnectionException("the process is dead");
        }
    }

    private synchronized void committed() throws SQLException {
        commits++;
        if (commits == last) {
            onDeath.run();
        }
        requireLife();
    }

    private Connection mortal(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "commit" -> {
                    requireLife();
                    connection.commit();
                    committed();
                    return null;
                }
                case "prepareStatement" -> {
                    requireLife();
                    return mortal((PreparedStatement) call(connection, method, timed(arguments)), connection);
                }
                default -> {
                    return call(connection, method, arguments);
                }
            }
        });
    }

    private Object[] timed(Object[] arguments) {
        Object[] timed = arguments.clone();
        timed[0] =
                ((String) arguments[0]).replace(TELL_TIME, "SELECT TIMESTAMP WITH TIME ZONE '" + clock.instant() + "'");
        return timed;
    }

    private PreparedStatement mortal(PreparedStatement statement, Connection connection) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            boolean runs = method.getName().startsWith("execute");
            if (runs) {
                requireLife();
            }
            Object result = call(statement, method, arguments);
            if (STATEMENTS.contains(method.getName()) && connection.getAutoCommit()) {
                committed();
            }
            return result;
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(MortalDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
