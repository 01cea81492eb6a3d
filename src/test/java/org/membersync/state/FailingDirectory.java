package org.membersync.state;

import java.lang.reflect.Proxy;
import org.membersync.businesscentral.FeedRow;

/** Fails at one row, as a database does that goes away in the middle of a page. */
final class FailingDirectory {

    private FailingDirectory() {}

    static Directory at(String rowId, Directory directory) {
        return (Directory) Proxy.newProxyInstance(
                Directory.class.getClassLoader(), new Class<?>[] {Directory.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("remember")
                            && ((FeedRow) arguments[0]).id().equals(rowId)) {
                        throw new IllegalStateException("the database went away");
                    }
                    return method.invoke(directory, arguments);
                });
    }
}
