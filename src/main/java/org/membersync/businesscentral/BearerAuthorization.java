package org.membersync.businesscentral;

final class BearerAuthorization implements Authorization {

    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;

    BearerAuthorization(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public AuthorizationHeader header(Front front) {
        return new AuthorizationHeader("Authorization", SCHEME + tokens.current());
    }

    @Override
    public void refused(AuthorizationHeader header) {
        if (header.value().startsWith(SCHEME)) {
            tokens.refused(header.value().substring(SCHEME.length()));
        }
    }
}
