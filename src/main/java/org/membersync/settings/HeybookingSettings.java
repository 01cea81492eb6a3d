package org.membersync.settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How bookings come in and go to Heybooking.
 *
 * @param enabled the switch of the area
 * @param integrationId of the integration in Heybooking
 * @param apiUrl root of Heybooking's API, without a slash at the end
 * @param errorsEmail whom Heybooking writes to of rows that it could not take
 * @param fireEvents whether Heybooking acts on what is imported
 * @param batchSize bookings that go together at most
 * @param batchAge how long a booking waits for others
 * @param folder where files with bookings are dropped; empty for none
 * @param push how whoever pushes bookings proves to be who they are
 */
public record HeybookingSettings(
        boolean enabled,
        String integrationId,
        String apiUrl,
        String errorsEmail,
        boolean fireEvents,
        int batchSize,
        Duration batchAge,
        String folder,
        WebhookSettings push) {

    /** Whether bookings are taken that are pushed. */
    public boolean isPushed() {
        return enabled && push.isOn();
    }

    /** Whether files are taken. */
    public boolean hasFolder() {
        return enabled && !folder.isBlank();
    }

    /** The folder in which files are dropped; only when there is one. */
    public Path dropFolder() {
        return Path.of(folder.startsWith("file:") ? folder.substring("file:".length()) : folder)
                .toAbsolutePath()
                .normalize();
    }
}
