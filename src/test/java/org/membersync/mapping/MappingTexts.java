package org.membersync.mapping;

import java.util.Map;

/** Mappings for tests, read from text. */
final class MappingTexts {

    static final String FILE = "mappings/member.yaml";

    private MappingTexts() {}

    static MemberMapping mapping(String yaml) {
        return mapping(yaml, Map.of());
    }

    static MemberMapping mapping(String yaml, Map<String, String> siblings) {
        return MemberMapping.parse(FILE, yaml, siblings::get);
    }

    /** A mapping of these fields, the first in line 2. */
    static MemberMapping fields(String... fields) {
        return mapping(yaml(fields));
    }

    static String yaml(String... fields) {
        return "fields:\n  - " + String.join("\n  - ", fields) + "\n";
    }
}
