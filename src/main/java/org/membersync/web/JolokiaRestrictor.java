package org.membersync.web;

import java.util.EnumSet;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Keeps Jolokia, which would else call any MBean operation, to what {@link MBeanAccess} lists for the person who is logged in.
 * Jolokia makes it by its class name ({@code management.endpoint.jolokia.config.restrictorClass}), hence public.
 */
public class JolokiaRestrictor implements Restrictor {

    private static final Set<RequestType> TYPES =
            EnumSet.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.VERSION, RequestType.EXEC);

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.POST;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return MBeanAccess.mayRead(name, attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return MBeanAccess.mayView(name, operation) || isOperator() && MBeanAccess.mayOperate(name, operation);
    }

    /** Spring Security has let the caller in already. */
    @Override
    public boolean isRemoteAccessAllowed(String... hostOrAddress) {
        return true;
    }

    /** The strict check would refuse our own pages behind a proxy, and the CSRF token does its work; other sites get no CORS. */
    @Override
    public boolean isOriginAllowed(String origin, boolean strict) {
        return strict;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !MBeanAccess.isShown(name);
    }

    private static boolean isOperator() {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        return person != null && person.isAuthenticated() && Role.OPERATOR.isAmong(person.getAuthorities());
    }
}
