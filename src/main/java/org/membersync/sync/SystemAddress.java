package org.membersync.sync;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.membersync.settings.MembersyncSettings;

/** The systems that are called, and the settings that say where they are. */
enum SystemAddress {
    BUSINESS_CENTRAL("Business Central", "membersync.business-central.api-url", settings -> settings.businessCentral()
            .apiUrl()),
    NP_RETAIL(
            "NP Retail's interface of Business Central",
            "membersync.business-central.retail-api-url",
            settings -> settings.businessCentral().retailApiUrl()),
    BC_TOKEN(
            "The token endpoint of Business Central",
            "membersync.business-central.token-url",
            settings -> settings.businessCentral().tokenUrl()),
    HEYLOYALTY("HeyLoyalty", "membersync.heyloyalty.api-url", settings -> settings.heyLoyalty()
            .apiUrl()),
    /** The calls that exist only in the second version of HeyLoyalty's API. */
    HEYLOYALTY_V2("HeyLoyalty", "membersync.heyloyalty.api-url", settings -> settings.heyLoyalty()
            .apiUrl()
            .replaceFirst("/v1$", "/v2")),
    CDP("The CDP", "membersync.audiences.api-url", settings -> settings.audiences()
            .apiUrl()),
    HEYBOOKING("Heybooking", "membersync.heybooking.api-url", settings -> settings.heybooking()
            .apiUrl());

    private final String title;
    private final String property;
    private final Function<MembersyncSettings, String> url;

    SystemAddress(String title, String property, Function<MembersyncSettings, String> url) {
        this.title = title;
        this.property = property;
        this.url = url;
    }

    /** The name in routes, such as {@code np-retail}. */
    String routeName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String url(MembersyncSettings settings) {
        return url.apply(settings);
    }

    /** The setting and its environment variable. */
    String setting() {
        return property + " ("
                + property.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_') + ")";
    }

    static Optional<SystemAddress> named(String routeName) {
        return Arrays.stream(values())
                .filter(address -> address.routeName().equals(routeName))
                .findFirst();
    }
}
