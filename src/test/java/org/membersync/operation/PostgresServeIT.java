package org.membersync.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.demo.NewMember;
import org.membersync.member.Newsletter;
import org.membersync.support.PackagedProgram;
import org.membersync.support.World;

/** The packaged program with its state in PostgreSQL, as the compose file runs it. */
class PostgresServeIT {

    @TempDir
    private Path folder;

    @Test
    void synchronizesWithItsStateInPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                World world = World.empty()) {
            world.eligible("Åse");
            world.eligible("Søren");
            NewMember declined = World.member("Ærlig").with(fields -> fields.newsletter(Newsletter.NO));
            world.businessCentral().add(declined);
            Map<String, String> settings = World.settings(world.businessCentral(), world.heyLoyalty());
            settings.put("membersync.database.url", postgres.getJdbcUrl("postgres", "postgres"));
            settings.put("membersync.database.username", "postgres");
            try (PackagedProgram program = PackagedProgram.start(folder, List.of("-Xmx256m"), settings)) {
                assertThat(program.operate("sync")).contains("\"exitCode\":0");
                assertThat(program.get("/actuator/health")).contains("\"status\":\"UP\"", "PostgreSQL");
            }
            assertThat(world.heyLoyalty().members())
                    .extracting(entry -> entry.field("email").text())
                    .containsExactlyInAnyOrder("åse@example.dk", "søren@example.dk");
            assertThat(world.heyLoyalty().violations()).isEmpty();
        }
    }
}
