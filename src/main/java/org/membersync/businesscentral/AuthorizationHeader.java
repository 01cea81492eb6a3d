package org.membersync.businesscentral;

/** The header that authorises a request. */
public record AuthorizationHeader(String name, String value) {

    /** No secret in it. */
    @Override
    public String toString() {
        return "AuthorizationHeader[" + name + "]";
    }
}
