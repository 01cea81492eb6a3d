package org.membersync.businesscentral;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.membersync.failure.PermanentException;

/** Follows links of answers, but only below the configured API: an answer never decides where our credentials go. */
final class NextLink {

    /** Path and query of a request, relative to the configured API. */
    record Target(String path, String query) {}

    private final URI api;
    private final String prefix;

    NextLink(String apiUrl) {
        api = URI.create(apiUrl);
        String path = api.getRawPath() == null ? "" : api.getRawPath();
        prefix = path.replaceAll("/+$", "") + "/";
    }

    Target below(String link, Feed feed) {
        URI uri = parse(link)
                .filter(this::isBelowApi)
                .orElseThrow(() -> new PermanentException(
                        "foreign-next-link",
                        "Business Central's feed " + feed.entitySet()
                                + " continues at an address outside membersync.business-central.api-url, which is not"
                                + " followed: write api-url (MEMBERSYNC_BUSINESSCENTRAL_APIURL) with the host, tenant and"
                                + " environment that Business Central itself uses in @odata.nextLink"));
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new Target(uri.getRawPath().substring(prefix.length() - 1), query);
    }

    private static Optional<URI> parse(String link) {
        try {
            // A blank or a quote in the query is common in such links and is not allowed by the grammar.
            return Optional.of(new URI(link.strip().replace(" ", "%20").replace("\"", "%22")));
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isBelowApi(URI uri) {
        return api.getScheme().equalsIgnoreCase(uri.getScheme())
                && api.getHost().equalsIgnoreCase(uri.getHost())
                && port(api) == port(uri)
                && uri.getRawUserInfo() == null
                && uri.getRawPath() != null
                && uri.getRawPath().regionMatches(true, 0, prefix, 0, prefix.length())
                && !climbs(uri.getRawPath());
    }

    private static boolean climbs(String path) {
        String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".").replace("%2f", "/");
        return plain.contains("/../") || plain.endsWith("/..") || plain.contains("\\") || plain.contains("%5c");
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }
}
