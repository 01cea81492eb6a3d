package org.membersync.sync;

import java.util.Optional;
import org.membersync.decision.MemberCase;
import org.membersync.failure.AccessException;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MappingStore;

/** Turns a member into what HeyLoyalty should hold, by the mapping files. */
public class MemberMapper {

    private final MappingStore mapping;
    private final ListCache list;

    MemberMapper(MappingStore mapping, ListCache list) {
        this.mapping = mapping;
        this.list = list;
    }

    /**
     * The case with the fields HeyLoyalty should hold.
     *
     * @throws org.membersync.failure.PermanentException when a value has no counterpart in HeyLoyalty
     */
    public MemberCase toHeyLoyalty(MemberCase memberCase) {
        return view(memberCase)
                .transformed(mapping.current()
                        .transform(memberCase.member(), Optional.ofNullable(memberCase.membership()), list.current())
                        .values());
    }

    /** The case with what Business Central holds of each mapped field; nothing is refused. */
    MemberCase view(MemberCase memberCase) {
        return memberCase.viewed(mapping.current()
                .view(memberCase.member(), Optional.ofNullable(memberCase.membership()), list.current()));
    }

    /**
     * Takes a new reading of the list, if it has all mapped fields. A missing field would park every single member, so it
     * holds the whole direction instead.
     *
     * @throws AccessException naming the missing fields
     */
    public void accept(ListDefinition read) {
        String missing = mapping.current().toHeyLoyalty().stream()
                .filter(field -> read.field(field.heyloyalty()).isEmpty())
                .map(this::named)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        if (!missing.isEmpty()) {
            list.lacking(read);
            throw new AccessException(
                    "missing-list-field",
                    "HeyLoyalty list " + read.id() + " lacks mapped fields: " + missing
                            + ". Create them on the list or take them out of the mapping");
        }
        list.store(read);
    }

    private String named(FieldMapping field) {
        return field.heyloyalty() + " (" + mapping.current().fileName() + ":" + field.line() + ")";
    }
}
