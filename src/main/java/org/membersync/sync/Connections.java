package org.membersync.sync;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.membersync.failure.SystemUnavailableException;

/** The step behind a call that got no answer: it says which system, where, and what to look at (behaviour L1). */
public class Connections {

    private final Function<SystemAddress, String> urls;

    Connections(Function<SystemAddress, String> urls) {
        this.urls = urls;
    }

    /**
     * Ends the call.
     *
     * @param name of the system, as {@code {{address:NAME}}} takes it
     * @throws SystemUnavailableException always
     */
    public void broken(String name, IOException failure) {
        SystemAddress address = SystemAddress.named(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no address \"" + name + "\""));
        String host = host(urls.apply(address));
        throw new SystemUnavailableException("connection", describe(address, host, failure), null);
    }

    private static String describe(SystemAddress address, String host, IOException failure) {
        if (failure instanceof UnknownHostException) {
            return address.title() + " is not reached: no network knows the host name " + host + ". Check "
                    + address.setting() + " and the name servers";
        }
        if (failure instanceof ConnectException) {
            return address.title() + " is not reached: nobody answers at " + host + ". Check " + address.setting()
                    + ", firewall and proxy";
        }
        if (failure instanceof SSLException) {
            return address.title() + " is not reached: no trusted connection to " + host + ". Check "
                    + address.setting() + " and the certificates that this Java trusts";
        }
        if (failure instanceof SocketTimeoutException) {
            return address.title() + " did not answer in time at " + host;
        }
        return "The connection to " + address.title() + " at " + host + " broke ("
                + failure.getClass().getSimpleName() + ")";
    }

    /** Host and port alone: a path may name a tenant. */
    private static String host(String url) {
        return URI.create(url).getAuthority();
    }
}
