package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.membersync.support.AudienceWorld.CATS_FIELD;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.support.AudienceWorld;
import org.membersync.support.World;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;

/** What is told of activations that cannot work: by the doctor, health and the check of the files. */
class AudienceChecksTest {

    @TempDir
    private Path folder;

    @Test
    void tellsWhatStandsInTheWayAndHowToMendIt() {
        World world = World.empty();
        try (AudienceWorld audiences = AudienceWorld.in(folder, world, Clock.systemUTC())) {
            world.heyLoyalty().addField(CATS_FIELD, "choice", "Ours", Map.of("1", "Red", "2", "Blue"));
            world.with("membersync.audiences.password", "")
                    .with("membersync.audiences.api-key", "")
                    .start();
            audiences.run();

            Called doctor = called(world, "doctor");
            assertThat(doctor.exitCode()).isEqualTo(7);
            assertThat(doctor.output())
                    .contains("the CDP can neither push events nor is it asked")
                    .contains("MEMBERSYNC_AUDIENCES_PASSWORD")
                    .contains("has a field " + CATS_FIELD + " already");
            HealthComponent health = world.bean(HealthEndpoint.class).healthForPath("audiences");
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health).asString().contains("Club", "club.yaml:4", CATS_FIELD);

            audiences.activation("shop.yaml", "name: Club\naudiences:\n  - { id: 1, name: Cats, field: email }\n");
            Called check = called(world, "mappings", "check");
            assertThat(check.exitCode()).isEqualTo(7);
            assertThat(check.output()).contains("shop.yaml:3: id: 1 is not a text to YAML");
            world.stop();

            audiences.activation("shop.yaml", "name: Shop\n");
            audiences.polled();
            world.with("membersync.audiences.api-key", "another-key").start();
            audiences.run();
            assertThat(called(world, "doctor").output())
                    .contains("The CDP refused the key for the audience", "MEMBERSYNC_AUDIENCES_APIKEY");
            assertThat(called(world, "activations", "list").output()).contains("change feed is not read since");
        }
    }

    private static Called called(World world, String... args) {
        return Called.operator(world.program(), args);
    }
}
