package org.membersync.settings;

import java.util.Locale;

/**
 * One setting that stops the start.
 *
 * @param property the property as in application.yaml, such as {@code membersync.heyloyalty.list-id}
 * @param problem what is wrong with it, never its value when it is a secret
 * @param mending what to do
 */
public record SettingProblem(String property, String problem, String mending) {

    /** The environment variable that sets the same property, as Spring Boot derives it. */
    public String environmentVariable() {
        return property.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }

    @Override
    public String toString() {
        return property + " (" + environmentVariable() + "): " + problem + ". " + mending + ".";
    }
}
