package org.membersync.sync;

import java.util.Map;
import org.apache.camel.spi.PropertiesFunction;
import org.membersync.settings.MembersyncSettings;

/**
 * {@code {{address:NAME}}} in a route: the address of a system as the settings have it. One that is not needed may be unset;
 * its place is taken by a name that can never be reached, so that the routes load all the same.
 */
class AddressFunction implements PropertiesFunction {

    private static final String UNSET = "http://unset.invalid";

    private final Map<String, String> addresses;

    AddressFunction(MembersyncSettings settings) {
        this.addresses = Map.of(
                "business-central", settings.businessCentral().apiUrl(),
                "np-retail", settings.businessCentral().retailApiUrl(),
                "bc-token", settings.businessCentral().tokenUrl(),
                "heyloyalty", settings.heyLoyalty().apiUrl());
    }

    @Override
    public String getName() {
        return "address";
    }

    @Override
    public String apply(String name) {
        String address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException(
                    "There is no address \"" + name + "\". There are: " + String.join(", ", addresses.keySet()));
        }
        return address.isEmpty() ? UNSET : address;
    }
}
