package org.membersync.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Knows one name and password; how long a refusal takes says nothing about either. */
final class OneCaller implements AuthenticationProvider {

    private final String name;
    private final byte[] expected;

    OneCaller(String name, String password) {
        this.name = name;
        this.expected = digest(name, password);
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String password =
                asked.getCredentials() == null ? "" : asked.getCredentials().toString();
        if (!MessageDigest.isEqual(expected, digest(asked.getName(), password))) {
            throw new BadCredentialsException("Another name or password");
        }
        return UsernamePasswordAuthenticationToken.authenticated(name, null, List.of());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    /** Of equal length for every pair; a name holds no colon, so that two pairs never look the same. */
    private static byte[] digest(String name, String password) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
