package org.membersync.sync;

import java.util.Map;
import org.membersync.businesscentral.AuthorizationHeader;
import org.membersync.businesscentral.BusinessCentralRequest;

/** The step that gives a message the headers of a request. */
public class RequestHeaders {

    /** Adds the request's own headers and the one that authorises it. */
    public void set(BusinessCentralRequest request, AuthorizationHeader authorization, Map<String, Object> headers) {
        headers.putAll(request.headers());
        headers.put(authorization.name(), authorization.value());
    }
}
