package org.membersync.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A request of our own command line, which logs in with every request and has no CSRF token. A browser cannot be tricked into
 * sending one: a page of another site can neither set the {@code Authorization} header nor send JSON without a CORS preflight,
 * which we never allow; and a browser that is logged in by a session sends its cookie, so that it needs the token as ever.
 */
final class CommandRequest implements RequestMatcher {

    private static final String PATH = "/operations";

    @Override
    public boolean matches(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return "POST".equals(request.getMethod())
                && PATH.equals(request.getServletPath())
                && authorization != null
                && authorization.startsWith("Basic ")
                && request.getRequestedSessionId() == null
                && isJson(request.getContentType());
    }

    private static boolean isJson(String contentType) {
        return contentType != null && contentType.startsWith(MediaType.APPLICATION_JSON_VALUE);
    }
}
