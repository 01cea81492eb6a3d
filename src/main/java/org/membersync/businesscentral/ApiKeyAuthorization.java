package org.membersync.businesscentral;

final class ApiKeyAuthorization implements Authorization {

    private final String key;
    private final Authorization odata;

    ApiKeyAuthorization(String key, Authorization odata) {
        this.key = key;
        this.odata = odata;
    }

    @Override
    public AuthorizationHeader header(Front front) {
        return front == Front.RETAIL ? new AuthorizationHeader("x-np-api-key", key) : odata.header(front);
    }

    @Override
    public void refused(AuthorizationHeader header) {
        odata.refused(header);
    }
}
