package org.membersync.sync;

import java.util.Map;
import org.apache.camel.spi.PropertiesFunction;
import org.membersync.settings.RetrySettings;

/**
 * {@code {{retry:NAME}}} in a route: {@code membersync.retry.NAME} in milliseconds, because Camel's redelivery policy takes no
 * other unit and fails only when the first failure comes.
 */
class RetryFunction implements PropertiesFunction {

    private final Map<String, Long> delays;

    RetryFunction(RetrySettings settings) {
        this.delays = Map.of(
                "first-delay", settings.firstDelay().toMillis(),
                "max-delay", settings.maxDelay().toMillis());
    }

    @Override
    public String getName() {
        return "retry";
    }

    @Override
    public String apply(String name) {
        Long delay = delays.get(name);
        if (delay == null) {
            throw new IllegalArgumentException(
                    "There is no retry delay \"" + name + "\". There are: " + String.join(", ", delays.keySet()));
        }
        return delay.toString();
    }
}
