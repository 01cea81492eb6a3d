package org.membersync.businesscentral;

import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SyncException;

/** Refusals that waiting does not cure, each with its mending. */
final class Refusals {

    private Refusals() {}

    static SyncException of(BusinessCentralRequest request, int status, BusinessCentralError error) {
        return switch (status) {
            case 401 -> unauthorized(request);
            case 403 -> forbidden(request);
            case 404 -> notFound(request, error);
            case 400 ->
                error.unknownMember() ? new MemberNotFoundException(request.what()) : refused(request, 400, error);
            default -> refused(request, status, error);
        };
    }

    static String url(Front front) {
        return front == Front.ODATA
                ? "membersync.business-central.api-url (MEMBERSYNC_BUSINESSCENTRAL_APIURL)"
                : "membersync.business-central.retail-api-url (MEMBERSYNC_BUSINESSCENTRAL_RETAILAPIURL)";
    }

    private static AccessException unauthorized(BusinessCentralRequest request) {
        return new AccessException(
                "business-central-access",
                "Business Central refused the token, key or password for the " + request.what()
                        + " (401): check client-id and client-secret (MEMBERSYNC_BUSINESSCENTRAL_CLIENTID,"
                        + " MEMBERSYNC_BUSINESSCENTRAL_CLIENTSECRET), or, as membersync.business-central.auth says, api-key"
                        + " (MEMBERSYNC_BUSINESSCENTRAL_APIKEY) or username and password (MEMBERSYNC_BUSINESSCENTRAL_USERNAME,"
                        + " MEMBERSYNC_BUSINESSCENTRAL_PASSWORD), and that the app is enabled on the page Microsoft Entra"
                        + " Applications in Business Central");
    }

    private static AccessException forbidden(BusinessCentralRequest request) {
        String mending = request.front() == Front.RETAIL
                ? "assign the permission set NPR API Membership to the app on the page Microsoft Entra Applications in"
                        + " Business Central, explicitly and for this company; a wider set such as SUPER does not replace it"
                : "give the app a permission set on the page Microsoft Entra Applications in Business Central that may read"
                        + " this API page and its table in this company";
        return new AccessException(
                "business-central-access", "Business Central forbids the " + request.what() + " (403): " + mending);
    }

    private static PermanentException notFound(BusinessCentralRequest request, BusinessCentralError error) {
        boolean unknownPath = error.hasCode("BadRequest_ResourceNotFound") || error.hasCode("Internal_CompanyNotFound");
        if (request.path().contains("/mmMember(") && !unknownPath) {
            return new MemberNotFoundException(request.what());
        }
        String mending = request.front() == Front.ODATA
                ? "check " + url(Front.ODATA)
                        + " and company-id (MEMBERSYNC_BUSINESSCENTRAL_COMPANYID), and that the app"
                        + " NP Retail is installed in this environment"
                : "check tenant, environment and company name in " + url(Front.RETAIL)
                        + ", and that NP Retail's membership API is installed there";
        return new PermanentException(
                "business-central-not-found",
                "Business Central answered the " + request.what() + " with 404" + error.inBrackets() + ": " + mending);
    }

    private static PermanentException refused(BusinessCentralRequest request, int status, BusinessCentralError error) {
        String mending = status / 100 == 3
                ? "it redirects elsewhere, which is not followed: check " + url(request.front())
                : "mend the data or setup that the code names in Business Central, then replay; Business Central's own text"
                        + " is left out, because it may quote the member's data";
        return new PermanentException(
                "business-central-refused",
                "Business Central refused the " + request.what() + " with " + status + error.inBrackets() + ": "
                        + mending);
    }
}
