package org.membersync.flow.model;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.membersync.demo.MemberEdit;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Member;

/** The fields that histories change, all of them mapped both ways; values are in Business Central's form. */
enum Field {
    FIRST_NAME("firstname", Member::firstName, MemberEdit::firstName),
    LAST_NAME("lastname", Member::lastName, MemberEdit::lastName),
    ADDRESS("address", Member::address, MemberEdit::address),
    CITY("city", Member::city, MemberEdit::city),
    EMAIL("email", Member::email, MemberEdit::email),
    MOBILE("mobile", Member::phoneNo, MemberEdit::phoneNo),
    /** An attribute, which lies beside the member's row. */
    SPORT("favourite_sport", member -> member.attributes().getOrDefault("SPORT", ""), null);

    private static final Map<String, String> SPORTS =
            Map.of("FOOTBALL", "31980", "HANDBALL", "31981", "BADMINTON", "31982", "", "31990");

    /** No two persons of any history may have the same number, because the list takes no duplicates. */
    private static final AtomicInteger PHONES = new AtomicInteger(20_000_000);

    private final String onTheList;
    private final Function<Member, String> inBusinessCentral;
    private final BiConsumer<MemberEdit, String> edit;

    Field(String onTheList, Function<Member, String> inBusinessCentral, BiConsumer<MemberEdit, String> edit) {
        this.onTheList = onTheList;
        this.inBusinessCentral = inBusinessCentral;
        this.edit = edit;
    }

    static Field of(int choice) {
        return values()[choice % values().length];
    }

    boolean isAttribute() {
        return this == SPORT;
    }

    String onTheList() {
        return onTheList;
    }

    String of(Member member) {
        return inBusinessCentral.apply(member);
    }

    String of(HeyLoyaltyMember entry) {
        String text = entry.field(onTheList).text();
        return this != SPORT
                ? text
                : SPORTS.entrySet().stream()
                        .filter(sport -> sport.getValue().equals(text))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(text);
    }

    /** The value as HeyLoyalty takes it. */
    String listed(String value) {
        return this == SPORT ? SPORTS.get(value) : value;
    }

    void set(MemberEdit member, String value) {
        edit.accept(member, value);
    }

    /** A value that differs from earlier ones; sometimes an empty one where that can be meant. */
    String value(int serial) {
        return switch (this) {
            case EMAIL -> "p" + serial + "." + UUID.randomUUID() + "@example.dk";
            case MOBILE -> String.valueOf(PHONES.incrementAndGet());
            case SPORT -> SPORTS.keySet().stream().sorted().toList().get(serial % SPORTS.size());
            case ADDRESS, CITY -> serial % 4 == 0 ? "" : "Ærøvej " + serial;
            default -> "Øjvind " + serial;
        };
    }
}
