package org.membersync.sync;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.camel.spi.PropertiesFunction;
import org.membersync.settings.MembersyncSettings;

/**
 * {@code {{address:NAME}}} in a route: the address of a system as the settings have it. One that is not needed may be unset;
 * its place is taken by a name that can never be reached, so that the routes load all the same.
 */
class AddressFunction implements PropertiesFunction {

    private static final String UNSET = "http://unset.invalid";

    private final MembersyncSettings settings;

    AddressFunction(MembersyncSettings settings) {
        this.settings = settings;
    }

    @Override
    public String getName() {
        return "address";
    }

    @Override
    public String apply(String name) {
        String address = SystemAddress.named(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no address \"" + name + "\". There are: "
                        + Arrays.stream(SystemAddress.values())
                                .map(SystemAddress::routeName)
                                .collect(Collectors.joining(", "))))
                .url(settings);
        return address.isEmpty() ? UNSET : address;
    }
}
