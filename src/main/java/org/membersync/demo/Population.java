package org.membersync.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.membersync.member.GdprApproval;
import org.membersync.member.Gender;
import org.membersync.member.Newsletter;

/** Made-up members for both simulators: the same seed gives the same population. */
public final class Population {

    /** Every so many members the kinds of eligibility come round again. */
    private static final int ROUND = 25;

    private static final String[] SPORTS = {"FOOTBALL", "HANDBALL", "BADMINTON", "SWIMMING"};
    private static final String[] INTERESTS = {"MUSIC", "BOOKS", "FILM", "FOOD", "TRAVEL"};

    private final long seed;
    private final int size;
    private final LocalDate today;

    /**
     * @param size how many members Business Central gets
     * @param today the day that memberships are valid on, or not
     */
    public Population(long seed, int size, LocalDate today) {
        this.seed = seed;
        this.size = size;
        this.today = today;
    }

    /** Puts the population into both; about a tenth is on the list already, and some of those unsubscribed there. */
    public void fill(SimulatedBusinessCentral businessCentral, SimulatedHeyLoyalty heyLoyalty) {
        members().forEach(businessCentral::add);
        for (int i = 0; i < size; i++) {
            if (i % ROUND == 1 || i % ROUND == 2) {
                subscribe(heyLoyalty, i);
            } else if (i % ROUND == 3) {
                heyLoyalty.unsubscribe(subscribe(heyLoyalty, i));
            }
        }
    }

    private String subscribe(SimulatedHeyLoyalty heyLoyalty, int index) {
        MemberRow row = base(index).row;
        Map<String, String> values = new LinkedHashMap<>();
        values.put("email", row.email);
        values.put("firstname", row.firstName);
        values.put("lastname", row.lastName);
        return heyLoyalty.add(id("heyloyalty", index), values);
    }

    /** Every kind of member, in a fixed order. */
    public List<NewMember> members() {
        List<NewMember> members = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            members.add(member(i));
        }
        return members;
    }

    private NewMember member(int index) {
        NewMember member = base(index);
        NewMembership silver = membership(index, "SILVER");
        return switch (index % ROUND) {
            case 8 -> member.with(edit -> edit.email("")).membership(silver);
            case 9 -> member.with(edit -> edit.email("").phoneNo("")).membership(silver);
            case 10 -> member.blocked().membership(silver);
            case 11 -> member.membership(silver.asBlocked());
            case 12 -> member.with(edit -> edit.newsletter(Newsletter.NO)).membership(silver);
            case 13 ->
                member.with(edit -> edit.newsletter(Newsletter.NOT_SPECIFIED)).membership(silver);
            case 14 -> member.membership(silver.withConsents(GdprApproval.PENDING));
            case 15 -> member.membership(silver.withConsents(GdprApproval.ACCEPTED, GdprApproval.REJECTED));
            case 16 -> member.membership(expired(silver)).membership(membership(index, "GOLD"));
            case 17 -> member.membership(expired(silver));
            case 18 -> member.membership(membership(index, "LIFETIME"));
            case 19 ->
                index % (4 * ROUND) == 19
                        ? member.membership(silver).anonymised()
                        : member.membership(membership(index, "GOLD"));
            case 20 -> member.membership(silver.asBlocked()).membership(membership(index, "GOLD"));
            default -> member.membership(membership(index, index % 3 == 0 ? "GOLD" : "SILVER"));
        };
    }

    private NewMembership membership(int index, String code) {
        LocalDate from = today.minusDays(1 + (index * 7L) % 300);
        return NewMembership.current(code, today)
                .period(from, from.plusYears(1).minusDays(1))
                .issued(from);
    }

    private NewMembership expired(NewMembership membership) {
        return membership
                .period(today.minusYears(2), today.minusYears(1).minusDays(1))
                .issued(today.minusYears(2));
    }

    /** The person, without membership. */
    private NewMember base(int index) {
        Random random = new Random(seed * 1_000_003 + index);
        boolean female = random.nextBoolean();
        String first = Names.pick(random, female ? Names.FEMALE : Names.MALE);
        String last = Names.pick(random, Names.LAST);
        NewMember member = NewMember.named(first, last, Names.email(first, last, index))
                .id(id("business-central", index))
                .with(edit -> edit.phoneNo(Names.phone(index))
                        .address(Names.street(random))
                        .gender(index % 11 == 0 ? Gender.NOT_SPECIFIED : female ? Gender.FEMALE : Gender.MALE)
                        .birthday(
                                index % 7 == 0 ? null : LocalDate.of(1940, 1, 1).plusDays(random.nextInt(25_000)))
                        .storeCode(index % 5 == 0 ? "" : index % 2 == 0 ? "AARHUS" : "KBH"));
        member.with(edit -> place(edit, index, random));
        if (index % 2 == 0) {
            member.attribute("SPORT", Names.pick(random, SPORTS));
        }
        if (index % 3 == 0) {
            int one = random.nextInt(INTERESTS.length - 1);
            member.attribute("INTERESTS", INTERESTS[one] + "," + INTERESTS[one + 1]);
        }
        return member;
    }

    private static void place(MemberEdit edit, int index, Random random) {
        switch (index % 20) {
            case 5 -> edit.postCode("21120").city("Malmø").country("SE", "Sweden");
            case 6 -> edit.postCode("24937").city("Flensborg").country("DE", "Germany");
            default -> {
                String[] town = Names.pick(random, Names.DANISH_TOWNS);
                edit.postCode(town[0]).city(town[1]);
            }
        }
    }

    private String id(String system, int index) {
        byte[] name = (system + "/" + seed + "/" + index).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    /** Adds that many plain eligible members, quickly. */
    public static void addEligible(SimulatedBusinessCentral businessCentral, int count, LocalDate today) {
        NewMembership membership = NewMembership.current("SILVER", today);
        for (int i = 0; i < count; i++) {
            int index = i;
            businessCentral.add(NewMember.named("Søren", "Nr" + i, "medlem" + i + "@example.dk")
                    .with(edit -> edit.phoneNo(Names.phone(index))
                            .address("Skovvej " + index)
                            .postCode("8000")
                            .city("Aarhus C"))
                    .membership(membership));
        }
    }
}
