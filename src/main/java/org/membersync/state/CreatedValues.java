package org.membersync.state;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.membersync.mapping.CreatedValuesFile;
import org.membersync.mapping.MappingStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Values that {@code autoCreate} added to the mapping; they are in force beside the file's (behaviour I8). */
public class CreatedValues {

    private static final Logger LOG = LoggerFactory.getLogger(CreatedValues.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final MappingStore mapping;
    private final CreatedValuesFile file;
    private Map<String, Map<String, String>> inForce = Map.of();

    CreatedValues(JdbcClient jdbc, Clock clock, MappingStore mapping, CreatedValuesFile file) {
        this.file = file;
        this.jdbc = jdbc;
        this.clock = clock;
        this.mapping = mapping;
    }

    /** HeyLoyalty field name to Business Central value to option. */
    public Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        jdbc.sql("SELECT heyloyalty_field, bc_value, option_id FROM created_value ORDER BY created_at, bc_value")
                .query((row, number) -> all.computeIfAbsent(row.getString("heyloyalty_field"), field -> new TreeMap<>())
                        .put(row.getString("bc_value"), row.getString("option_id")))
                .list();
        return all;
    }

    /** Puts what the table holds in force, also what another process added. */
    public synchronized void takeIntoForce() {
        Map<String, Map<String, String>> all = all();
        if (!all.equals(inForce)) {
            mapping.add(all);
            inForce = all;
        }
    }

    /** Puts new ones in force and suggests them beside the mapping files, which may be mounted read-only. */
    void takeNew() {
        takeIntoForce();
        try {
            file.write(all());
        } catch (IOException e) {
            LOG.warn(
                    "New option values are in force, but could not be suggested in {} beside the mapping files: {}",
                    CreatedValuesFile.NAME,
                    e.getClass().getSimpleName());
        }
    }

    void save(Map<String, Map<String, String>> created) {
        created.forEach((field, values) -> values.forEach((value, option) -> save(field, value, option)));
    }

    private void save(String field, String value, String option) {
        jdbc.sql("""
                        MERGE INTO created_value AS t
                        USING (VALUES (CAST(:field AS VARCHAR(200)), CAST(:value AS VARCHAR(250)),
                          CAST(:option AS VARCHAR(60)), CAST(:now AS TIMESTAMP WITH TIME ZONE)))
                          AS v(heyloyalty_field, bc_value, option_id, created_at)
                        ON t.heyloyalty_field = v.heyloyalty_field AND t.bc_value = v.bc_value
                        WHEN MATCHED THEN UPDATE SET option_id = v.option_id
                        WHEN NOT MATCHED THEN INSERT (heyloyalty_field, bc_value, option_id, created_at)
                          VALUES (v.heyloyalty_field, v.bc_value, v.option_id, v.created_at)
                        """)
                .param("field", field)
                .param("value", value)
                .param("option", option)
                .param("now", Columns.at(clock.instant()))
                .update();
    }
}
