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
    private final Set<String> erasedNames = new LinkedHashSet<>();
    private SaidNo saidNo;
    private boolean anonymisedOnTheList;

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

    /** Makes the step. */
    void happen(Step step, int serial) {
        memberIds();
        assertNothingButTheNoWasWritten();
        saidNo = null;
        member().ifPresent(member -> inBusinessCentral(step, serial, member));
        inHeyLoyalty(step, serial);
    }

    private void assertNothingButTheNoWasWritten() {
        if (saidNo != null) {
            saidNo.assertNothingElseWasWritten(world);
        }
    }

    /** After a run that left nothing to do. */
    void assertHeard() {
        if (saidNo != null) {
            saidNo.assertHeard(world);
        }
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
                    saidNo = active().filter(this::isLinked)
                            .map(entry -> new SaidNo(null, entry))
                            .orElse(null);
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
        // Nothing tells soon that somebody is gone who never was on the list.
        if (step.kind() == Step.Kind.BC_ANONYMISE
                || world.bean(Links.class).find(member.id()).isPresent()) {
            erasedNames.addAll(List.of(member.id(), member.number()));
        }
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

    private void inHeyLoyalty(Step step, int serial) {
        switch (step.kind()) {
            case HL_EDIT -> newest().ifPresent(entry -> edit(Field.of(step.choice() / 4), serial, entry));
            case HL_UNSUBSCRIBE ->
                active().filter(entry -> !model.isBlurred()).ifPresent(entry -> {
                    saysNo(entry);
                    world.heyLoyalty().unsubscribe(entry.id());
                });
            case HL_COMPLAIN ->
                active().ifPresent(entry -> {
                    saysNo(entry);
                    world.heyLoyalty().emailStatus(entry.id(), "complaint");
                });
            case HL_BOUNCE -> active().ifPresent(entry -> world.heyLoyalty().emailStatus(entry.id(), "hard_bounce"));
            case HL_ANONYMISE ->
                // Nobody can be found any more whose data are gone before they were met.
                active().filter(entry -> isLinked(entry) && !model.isBlurred()).ifPresent(entry -> {
                    saysNo(entry);
                    anonymisedOnTheList = true;
                    world.heyLoyalty().erase(entry.id());
                });
            case HL_SUBSCRIBE_AGAIN -> {
                if (active().isEmpty() && !anonymisedOnTheList) {
                    newest().filter(entry ->
                                    entry.emailStatus() == EmailStatus.FINE && !mustBeErased.contains(entry.id()))
                            .ifPresent(entry -> {
                                model.saysYesInHeyLoyalty(false);
                                world.heyLoyalty().resubscribe(entry.id());
                            });
                }
            }
            case HL_SIGN_UP -> {
                if (active().isEmpty()) {
                    signUp(serial);
                }
            }
            default -> {
                // Happens in Business Central.
            }
        }
    }

    private void saysNo(HeyLoyaltyMember entry) {
        model.saysNo();
        saidNo = member().filter(member -> isLinked(entry))
                .map(member -> new SaidNo(member, null))
                .orElse(null);
    }

    private void edit(Field field, int serial, HeyLoyaltyMember entry) {
        String value = field.value(serial);
        if (field == Field.EMAIL) {
            // Nobody can be found any more who changes the address before they were met.
            if (model.isSignedUp() || !entry.isActive() || !model.isYesCertain()) {
                return;
            }
            emails.add(value);
        }
        boolean certain = entry.isActive() && model.isYesCertain() && model.mayBeSent() && isMet(entry);
        model.value(field).changedInHeyLoyalty(value, certain);
        world.heyLoyalty().edit(entry.id(), Map.of(field.onTheList(), field.listed(value)));
    }

    private void signUp(int serial) {
        anonymisedOnTheList = false;
        model.saysYesInHeyLoyalty(true);
        Map<String, String> given = new TreeMap<>(Map.of("email", address(), "reference", REFERENCE));
        String address = address();
        model.value(Field.EMAIL).changedInHeyLoyalty(address, member().isEmpty());
        for (Field field : List.of(Field.FIRST_NAME, Field.ADDRESS)) {
            String value = field.value(serial);
            model.value(field).changedInHeyLoyalty(value, member().isEmpty());
            given.put(field.onTheList(), field.listed(value));
        }
        world.heyLoyalty().add(given);
    }

    /** Where a member meets an entry for the first time, nobody knows which side's value is newer. */
    private boolean isMet(HeyLoyaltyMember entry) {
        return member().isEmpty() || isLinked(entry);
    }

    private boolean isLinked(HeyLoyaltyMember entry) {
        return world.bean(Links.class).findByHeyLoyaltyId(entry.id()).isPresent();
    }

    /** Names of the person as far as they left Business Central, and their addresses once no side has them any more. */
    Set<String> erased() {
        Set<String> erased = new LinkedHashSet<>(erasedNames);
        erased.addAll(mustBeErased);
        if (!erased.isEmpty() && entries().isEmpty() && members().isEmpty()) {
            erased.addAll(emails);
        }
        return erased;
    }

    /** Both sides hold what the model says (quality P1, P2, P3, P6, P8). */
    void assertConforms() {
        assertNothingButTheNoWasWritten();
        assertHeard();
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
            active.forEach(entry -> assertThat(world.bean(Links.class).emailStatus(member.id()))
                    .as("what HeyLoyalty says of e-mails")
                    .isEqualTo(entry.emailStatus()));
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
