package org.membersync.flow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.membersync.demo.NewMember;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.EmailStatus;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.state.Links;
import org.membersync.support.World;

/** One person in both simulators, beside the model of what must become of them. */
final class Actor {

    private static final String MIDDLE_NAME = "Ingen Synk";
    private static final String REFERENCE = "another system's";

    private final World world;
    private final Set<String> emails = new LinkedHashSet<>();
    private final Person model = new Person();
    private final Set<String> memberIds = new LinkedHashSet<>();
    private final Set<String> mustBeErased = new LinkedHashSet<>();

    Actor(World world, String email, Start start) {
        this.world = world;
        emails.add(email);
        switch (start) {
            case SUBSCRIBED -> {
                model.saysYesInBusinessCentral();
                add(Newsletter.YES);
            }
            case DECLINED -> {
                model.saysNo();
                add(Newsletter.NO);
            }
            case UNDECIDED -> add(Newsletter.NOT_SPECIFIED);
            case UNKNOWN -> {
                // Nobody knows them.
            }
        }
    }

    private void add(Newsletter newsletter) {
        NewMember member = World.member("Åse")
                .with(fields -> fields.email(address()).middleName(MIDDLE_NAME).newsletter(newsletter));
        String number = world.businessCentral().add(member);
        Member added = world.businessCentral().member(number).orElseThrow();
        for (Field field : Field.values()) {
            model.value(field).agreed(field.of(added));
        }
    }

    boolean has(String email) {
        return emails.contains(email);
    }

    /** The address that Business Central has, else the newest. */
    private String address() {
        return member().map(Member::email)
                .orElseGet(
                        () -> emails.stream().reduce((first, second) -> second).orElseThrow());
    }

    Person model() {
        return model;
    }

    /** Ids of the members that the person was so far. */
    Set<String> memberIds() {
        member().map(Member::id).ifPresent(memberIds::add);
        return memberIds;
    }

    List<HeyLoyaltyMember> entries() {
        return emails.stream()
                .flatMap(email -> world.heyLoyalty().membersByEmail(email).stream())
                .sorted(Comparator.comparing(HeyLoyaltyMember::createdAt))
                .toList();
    }

    private Optional<HeyLoyaltyMember> active() {
        return entries().stream().filter(HeyLoyaltyMember::isActive).findFirst();
    }

    private Optional<HeyLoyaltyMember> newest() {
        List<HeyLoyaltyMember> entries = entries();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    private List<Member> members() {
        return emails.stream()
                .flatMap(email -> world.businessCentral().membersByEmail(email).stream())
                .toList();
    }

    private Optional<Member> member() {
        return members().stream().findFirst();
    }

    /** Makes the step; answers the entry that a webhook would tell of. */
    Optional<String> happen(Step step, int serial) {
        memberIds();
        member().ifPresent(member -> inBusinessCentral(step, serial, member));
        return inHeyLoyalty(step, serial);
    }

    private void inBusinessCentral(Step step, int serial, Member member) {
        switch (step.kind()) {
            case BC_EDIT -> edit(Field.of(step.choice()), serial, member);
            case BC_YES -> {
                if (member.newsletter() != Newsletter.YES) {
                    model.saysYesInBusinessCentral();
                    world.businessCentral().newsletter(member.number(), Newsletter.YES);
                }
            }
            case BC_NO -> {
                if (member.newsletter() != Newsletter.NO) {
                    model.saysNoInBusinessCentral();
                    world.businessCentral().newsletter(member.number(), Newsletter.NO);
                }
            }
            case BC_REJECT -> {
                model.approved(false);
                world.businessCentral().consent(member.number(), GdprApproval.REJECTED);
            }
            case BC_APPROVE -> {
                model.approved(true);
                world.businessCentral().consent(member.number(), GdprApproval.ACCEPTED);
            }
            case BC_BLOCK -> {
                model.touchedInBusinessCentral();
                model.blocked();
                world.businessCentral().block(member.number(), true);
            }
            case BC_DELETE, BC_ANONYMISE -> leave(step, member);
            default -> {
                // Happens in HeyLoyalty.
            }
        }
    }

    private void edit(Field field, int serial, Member member) {
        String value = field.value(serial);
        if (field == Field.EMAIL) {
            if (model.isSignedUp()) {
                return;
            }
            emails.add(value);
        }
        model.value(field).changedInBusinessCentral(value);
        if (field.isAttribute()) {
            world.businessCentral().attribute(member.number(), field.name(), value);
        } else {
            model.touchedInBusinessCentral();
            world.businessCentral().change(member.number(), fields -> field.set(fields, value));
        }
    }

    private void leave(Step step, Member member) {
        if (!model.isSignedUp()) {
            active().map(HeyLoyaltyMember::id).ifPresent(mustBeErased::add);
        }
        model.leaves();
        if (step.kind() == Step.Kind.BC_DELETE) {
            world.businessCentral().delete(member.number());
        } else {
            world.businessCentral().anonymise(member.number());
        }
    }

    private Optional<String> inHeyLoyalty(Step step, int serial) {
        return switch (step.kind()) {
            case HL_EDIT -> newest().flatMap(entry -> edit(Field.of(step.choice() / 4), serial, entry));
            case HL_UNSUBSCRIBE ->
                active().filter(entry -> !model.isBlurred()).map(entry -> {
                    model.saysNo();
                    world.heyLoyalty().unsubscribe(entry.id());
                    return entry.id();
                });
            case HL_COMPLAIN ->
                active().map(entry -> {
                    model.saysNo();
                    world.heyLoyalty().emailStatus(entry.id(), "complaint");
                    return entry.id();
                });
            case HL_SUBSCRIBE_AGAIN ->
                active().isPresent()
                        ? Optional.empty()
                        : newest().filter(entry ->
                                        entry.emailStatus() == EmailStatus.FINE && !mustBeErased.contains(entry.id()))
                                .map(entry -> {
                                    model.saysYesInHeyLoyalty(false);
                                    world.heyLoyalty().resubscribe(entry.id());
                                    return entry.id();
                                });
            case HL_SIGN_UP -> active().isPresent() ? Optional.empty() : Optional.of(signUp(serial));
            default -> Optional.empty();
        };
    }

    private Optional<String> edit(Field field, int serial, HeyLoyaltyMember entry) {
        String value = field.value(serial);
        if (field == Field.EMAIL) {
            // Nobody can be found any more who changes the address before they were met.
            if (model.isSignedUp() || !entry.isActive() || !model.isYesCertain()) {
                return Optional.empty();
            }
            emails.add(value);
        }
        boolean certain = entry.isActive() && model.isYesCertain() && model.mayBeSent() && isMet(entry);
        model.value(field).changedInHeyLoyalty(value, certain);
        world.heyLoyalty().edit(entry.id(), Map.of(field.onTheList(), field.listed(value)));
        return Optional.of(entry.id());
    }

    private String signUp(int serial) {
        model.saysYesInHeyLoyalty(true);
        Map<String, String> given = new TreeMap<>(Map.of("email", address(), "reference", REFERENCE));
        String address = address();
        model.value(Field.EMAIL).changedInHeyLoyalty(address, member().isEmpty());
        for (Field field : List.of(Field.FIRST_NAME, Field.ADDRESS)) {
            String value = field.value(serial);
            model.value(field).changedInHeyLoyalty(value, member().isEmpty());
            given.put(field.onTheList(), field.listed(value));
        }
        return world.heyLoyalty().add(given);
    }

    /** Where a member meets an entry for the first time, nobody knows which side's value is newer. */
    private boolean isMet(HeyLoyaltyMember entry) {
        return member().isEmpty()
                || world.bean(Links.class).findByHeyLoyaltyId(entry.id()).isPresent();
    }

    /** Both sides hold what the model says (quality P1, P3, P6, P8). */
    void assertConforms() {
        List<Member> members = members();
        // Nobody of ours: HeyLoyalty itself sends nothing to who complained.
        List<HeyLoyaltyMember> active = entries().stream()
                .filter(HeyLoyaltyMember::isActive)
                .filter(entry -> !members.isEmpty() || entry.emailStatus() != EmailStatus.COMPLAINT)
                .toList();
        assertThat(active).as("active entries").hasSizeLessThanOrEqualTo(1);
        assertThat(members).as("members").hasSizeLessThanOrEqualTo(1);
        assertConsent(!active.isEmpty(), members);
        for (Member member : members) {
            assertThat(member.middleName()).as("P8: not mapped").isIn(MIDDLE_NAME, "");
            for (Field field : Field.values()) {
                assertThat(field.of(member))
                        .as("%s in Business Central", field)
                        .isIn(model.value(field).allowed());
                active.forEach(entry ->
                        assertThat(field.of(entry)).as("%s on the list", field).isEqualTo(field.of(member)));
            }
            active.forEach(entry -> assertThat(entry.field("membership_no").text())
                    .as("goes one way")
                    .isEqualTo(member.memberships().get(0).number()));
        }
        entries().forEach(entry -> assertThat(entry.field("reference").text())
                .as("P8: not mapped")
                .isIn(REFERENCE, ""));
        assertThat(mustBeErased).as("erased").allMatch(world.heyLoyalty()::isErased);
    }

    private void assertConsent(boolean onTheList, List<Member> members) {
        boolean wanted = members.stream().anyMatch(member -> member.newsletter() == Newsletter.YES);
        if (onTheList || wanted) {
            assertThat(model.word()).as("P1: the last word").isEqualTo(Person.Word.YES);
        }
        if (onTheList) {
            assertThat(model.mayBeSent()).as("P3: the gates let them pass").isTrue();
            assertThat(wanted)
                    .as("Business Central says yes of who is on the list")
                    .isTrue();
        }
        if (model.isYesCertain()) {
            assertThat(wanted).as("the yes reached Business Central").isTrue();
        }
        if (model.mustBeSubscribed()) {
            assertThat(onTheList).as("the yes reached the list").isTrue();
        }
    }

    /** The model takes over what it left open. */
    void rests() {
        Optional<Member> member = member();
        boolean onTheList = active().isPresent();
        boolean wanted =
                member.filter(known -> known.newsletter() == Newsletter.YES).isPresent();
        model.rests(member.isPresent(), wanted, onTheList);
        for (Field field : Field.values()) {
            member.ifPresent(known -> model.value(field).rests(field.of(known), onTheList));
        }
    }
}
