package org.membersync.demo;

import java.time.Clock;
import java.time.Duration;

/**
 * How the simulated Business Central is set up.
 *
 * @param tenant the Entra tenant of all paths
 * @param company the company's name, used by the REST front and in anonymised e-mail addresses
 * @param companyId the company's GUID, used by OData
 * @param apiKey accepted as {@code x-np-api-key} on the REST front
 * @param tokenLifetime told as {@code expires_in} and kept
 * @param identity what makes a member unique in the community
 * @param conflict what the community does with another member of the same identity
 * @param gdprMode of all membership setups
 */
public record BusinessCentralOptions(
        String tenant,
        String environment,
        String company,
        String companyId,
        String clientId,
        String clientSecret,
        String apiKey,
        Duration tokenLifetime,
        Clock clock,
        Identity identity,
        Conflict conflict,
        GdprMode gdprMode) {

    /** The community's rule of member uniqueness. */
    public enum Identity {
        NONE,
        EMAIL,
        PHONENO,
        EMAIL_AND_PHONE,
        EMAIL_OR_PHONE,
        EMAIL_AND_FIRST_NAME
    }

    /** What happens when another member has the identity. */
    public enum Conflict {
        /** The call is refused. */
        ERROR,
        /** Nobody is there to confirm: a duplicate is made silently. */
        CONFIRM,
        /** The existing member is overwritten with the posted fields and gets the new role. */
        REUSE,
        /** Refused unless the call allows the merge. */
        MERGE_MEMBER
    }

    /** What a membership setup asks of the consent. */
    public enum GdprMode {
        NOT_APPLICABLE,
        /** An accepted consent must be posted with the member. */
        REQUIRED,
        /** A pending consent is logged before the posted one. */
        CONSENT
    }

    /** The setup of the demo; see the constants of {@link DemoConfiguration}. */
    public static BusinessCentralOptions defaults() {
        return new BusinessCentralOptions(
                DemoConfiguration.TENANT,
                DemoConfiguration.ENVIRONMENT,
                DemoConfiguration.COMPANY,
                DemoConfiguration.COMPANY_ID,
                DemoConfiguration.CLIENT_ID,
                DemoConfiguration.CLIENT_SECRET,
                DemoConfiguration.NP_API_KEY,
                Duration.ofHours(1),
                Clock.systemUTC(),
                Identity.EMAIL,
                Conflict.ERROR,
                GdprMode.NOT_APPLICABLE);
    }

    public BusinessCentralOptions withTokenLifetime(Duration lifetime) {
        return new BusinessCentralOptions(
                tenant,
                environment,
                company,
                companyId,
                clientId,
                clientSecret,
                apiKey,
                lifetime,
                clock,
                identity,
                conflict,
                gdprMode);
    }

    public BusinessCentralOptions withClock(Clock other) {
        return new BusinessCentralOptions(
                tenant,
                environment,
                company,
                companyId,
                clientId,
                clientSecret,
                apiKey,
                tokenLifetime,
                other,
                identity,
                conflict,
                gdprMode);
    }

    /** The same with other rules for members that are added through the REST front. */
    public BusinessCentralOptions withRules(Identity unique, GdprMode mode) {
        return withRules(unique, conflict, mode);
    }

    /** The same with another rule of uniqueness and another way with conflicts. */
    public BusinessCentralOptions withCommunity(Identity unique, Conflict onConflict) {
        return withRules(unique, onConflict, gdprMode);
    }

    private BusinessCentralOptions withRules(Identity unique, Conflict onConflict, GdprMode mode) {
        return new BusinessCentralOptions(
                tenant,
                environment,
                company,
                companyId,
                clientId,
                clientSecret,
                apiKey,
                tokenLifetime,
                clock,
                unique,
                onConflict,
                mode);
    }

    /** The user name or secret alone never shows. */
    @Override
    public String toString() {
        return "simulated Business Central, environment " + environment;
    }
}
