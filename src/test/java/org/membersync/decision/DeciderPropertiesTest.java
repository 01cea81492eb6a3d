package org.membersync.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.member.FieldValue;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Member;
import org.membersync.member.Newsletter;
import org.membersync.support.MemberBuilder;

/**
 * The promises of the decision over random histories: edits in Business Central and in HeyLoyalty, and turns between them. The
 * list is a small pure model, which counts every call it would get.
 */
class DeciderPropertiesTest {

    private static final Eligibility ELIGIBILITY =
            new Eligibility(new EligibilityRules(RequiredContactInfo.EMAIL, true, false, true));

    enum Step {
        NEWSLETTER_YES,
        NEWSLETTER_NO,
        APPROVE,
        REJECT,
        BLOCK,
        UNBLOCK,
        RENAME,
        UNSUBSCRIBE_IN_HEYLOYALTY,
        WAIT_FOR_CONFIRMATION,
        FOREIGN_WRITE,
        ANONYMISE,
        TURN,
        TURN_WITHOUT_RECORD
    }

    /** Both sides and our own tables. */
    private static final class Model {

        private Instant now = Instant.parse("2024-01-01T00:00:00Z");
        private Newsletter newsletter = Newsletter.YES;
        private GdprApproval approval = GdprApproval.ACCEPTED;
        private boolean blocked;
        private boolean anonymised;
        private String firstName = "Søren";

        private final Map<String, HeyLoyaltyMember> list = new HashMap<>();
        private int made;

        private MemberLink link;
        private Instant optOutSeenAt;
        private boolean suppressed;

        /** The newest no of the person, and whether a newer explicit yes was given since. */
        private boolean mayBeSubscribed = true;

        void apply(Step step) {
            now = now.plus(Duration.ofHours(1));
            switch (step) {
                case NEWSLETTER_YES -> {
                    mayBeSubscribed |= newsletter != Newsletter.YES;
                    newsletter = Newsletter.YES;
                }
                case NEWSLETTER_NO -> newsletter = Newsletter.NO;
                case APPROVE -> approval = GdprApproval.ACCEPTED;
                case REJECT -> approval = GdprApproval.REJECTED;
                case BLOCK -> blocked = true;
                case UNBLOCK -> blocked = false;
                case RENAME -> firstName = firstName + "n";
                case UNSUBSCRIBE_IN_HEYLOYALTY -> {
                    mayBeSubscribed &= list.values().stream().allMatch(e -> e.status() == Status.UNSUBSCRIBED);
                    list.replaceAll((id, entry) -> new HeyLoyaltyMember(
                            id,
                            Status.UNSUBSCRIBED,
                            entry.unsubscribedAt() == null ? now : entry.unsubscribedAt(),
                            now,
                            entry.fields()));
                }
                case WAIT_FOR_CONFIRMATION ->
                    list.replaceAll((id, entry) -> entry.isActive()
                            ? new HeyLoyaltyMember(id, Status.OTHER, null, now, entry.fields())
                            : entry);
                case FOREIGN_WRITE ->
                    list.replaceAll((id, entry) -> {
                        Map<String, FieldValue> fields = new HashMap<>(entry.fields());
                        fields.put("other_system", FieldValue.of("skrevet " + now));
                        return new HeyLoyaltyMember(id, entry.status(), entry.unsubscribedAt(), now, fields);
                    });
                case ANONYMISE -> anonymised = true;
                case TURN -> turn(true);
                case TURN_WITHOUT_RECORD -> turn(false);
            }
        }

        MemberCase read() {
            Member member = MemberBuilder.eligible()
                    .newsletter(newsletter)
                    .blocked(blocked)
                    .memberships(MemberBuilder.membership(approval))
                    .build();
            MemberCase known = Cases.read(member, link, optOutSeenAt);
            known = known.known(member, anonymised, member.memberships().get(0), link, now, optOutSeenAt, suppressed);
            known = ELIGIBILITY.isBlocked(known) ? known.refuse("E2", "blocked") : known;
            known = ELIGIBILITY.lacksNewsletter(known) ? known.refuse("E3", "no newsletter") : known;
            known = ELIGIBILITY.lacksGdprApproval(known) ? known.refuse("E4", "no approval") : known;
            known = known.isEligible()
                    ? known.transformed(
                            Map.of("email", FieldValue.of(MemberBuilder.EMAIL), "firstname", FieldValue.of(firstName)))
                    : known;
            for (int reads = 0; known.lookUp() != LookUp.NONE; reads++) {
                assertThat(reads).as("readings of one turn").isLessThan(4);
                known = known.lookUp() == LookUp.BY_ID ? byId(known) : known.found(entries(), Set.of());
            }
            return known;
        }

        private MemberCase byId(MemberCase known) {
            HeyLoyaltyMember entry = list.get(known.link().heyLoyaltyId());
            return entry == null ? known.linkedNotFound() : known.linkedRead(entry);
        }

        private List<HeyLoyaltyMember> entries() {
            return new ArrayList<>(list.values());
        }

        Decision turn(boolean recorded) {
            MemberCase known = read();
            Decision decision = Cases.decide(known);
            check(known, decision);
            String created = write(decision);
            if (recorded) {
                record(known, decision, created);
            }
            return decision;
        }

        /** What must hold of every single decision: P1, P3, P8. */
        private void check(MemberCase known, Decision decision) {
            boolean subscribes = decision.outcome() == Outcome.CREATE || decision.outcome() == Outcome.UPDATE;
            if (subscribes) {
                assertThat(known.isEligible()).as("P3: a gate is failed").isTrue();
                assertThat(mayBeSubscribed).as("P1: the newest word was no").isTrue();
                assertThat(suppressed || anonymised).as("P1: erased").isFalse();
                assertThat(decision.write().keySet())
                        .as("P8")
                        .isSubsetOf(known.fields().keySet());
            } else {
                assertThat(decision.write()).as("P3: nothing is sent").isEmpty();
            }
            if (decision.outcome() == Outcome.UPDATE || decision.outcome() == Outcome.UNSUBSCRIBE) {
                HeyLoyaltyMember entry = list.get(decision.heyLoyaltyId());
                assertThat(entry.status()).as("O5").isNotEqualTo(Status.UNSUBSCRIBED);
            }
            if (decision.outcome() == Outcome.UPDATE) {
                assertThat(list.get(decision.heyLoyaltyId()).isActive()).isTrue();
            }
            assertThat(decision.reasons()).isNotEmpty();
        }

        private String write(Decision decision) {
            String id = decision.heyLoyaltyId();
            return switch (decision.outcome()) {
                case CREATE -> {
                    String created = "hl-" + ++made;
                    list.put(created, new HeyLoyaltyMember(created, Status.ACTIVE, null, now, decision.write()));
                    yield created;
                }
                case UPDATE -> {
                    Map<String, FieldValue> fields = new HashMap<>(list.get(id).fields());
                    fields.putAll(decision.write());
                    list.put(id, new HeyLoyaltyMember(id, Status.ACTIVE, null, now, fields));
                    yield null;
                }
                case UNSUBSCRIBE -> {
                    list.put(
                            id,
                            new HeyLoyaltyMember(
                                    id,
                                    Status.UNSUBSCRIBED,
                                    now,
                                    now,
                                    list.get(id).fields()));
                    yield null;
                }
                case ERASE -> {
                    list.remove(id);
                    yield null;
                }
                default -> null;
            };
        }

        private void record(MemberCase known, Decision decision, String created) {
            link = created == null
                    ? decision.link()
                    : MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, created);
            if (known.isErased()) {
                suppressed = true;
                link = null;
            } else if (newsletter != Newsletter.YES) {
                optOutSeenAt = known.readAt();
            }
        }
    }

    @Property(tries = 3000, seed = "318591567085203298")
    void noHistorySubscribesAgainstTheNewestWordAndEveryHistoryFallsSilent(@ForAll("histories") List<Step> steps) {
        Model model = new Model();
        steps.forEach(model::apply);

        model.apply(Step.TURN);
        model.apply(Step.TURN);

        assertThat(model.turn(true).writes()).as("P6: silent after two turns").isFalse();
        assertThat(model.list.values().stream().filter(HeyLoyaltyMember::isActive))
                .as("never two active entries of one person")
                .hasSizeLessThanOrEqualTo(1);
        if (model.anonymised && model.link != null) {
            assertThat(model.list).doesNotContainKey(model.link.heyLoyaltyId());
        }
    }

    @Property(tries = 1000, seed = "318591567085203298")
    void aSecondDecisionOnTheStateAfterTheFirstWritesNothing(@ForAll("histories") List<Step> steps) {
        Model model = new Model();
        steps.forEach(model::apply);
        model.turn(true);

        assertThat(model.turn(true).writes()).isFalse();
    }

    @Property(tries = 1000, seed = "318591567085203298")
    void whoOnceUnsubscribedInHeyLoyaltyIsNeverWrittenWithoutANewerYes(
            @ForAll UnsubscribedBy who, @ForAll("offsets") Duration optOut, @ForAll("offsets") Duration created) {
        Instant ended = Cases.NOW;
        Member member = MemberBuilder.eligible().createdAt(ended.plus(created)).build();
        MemberCase known = Cases.read(member, Cases.ended(ended, who), ended.plus(optOut))
                .transformed(Cases.wanted())
                .linkedRead(Cases.unsubscribedEntry(ended));
        // HeyLoyalty tells whole seconds, so its own unsubscriptions may lie up to one later.
        Duration end = who == UnsubscribedBy.HEYLOYALTY ? Duration.ofSeconds(1) : Duration.ZERO;
        boolean newer = optOut.compareTo(end) >= 0
                || created.compareTo(end) > 0
                || who == UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL;

        assertThat(known.lookUp() == LookUp.BY_CONTACT).isEqualTo(newer);
        if (!newer) {
            assertThat(Cases.decide(known).writes()).isFalse();
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(2, Arbitraries.of(Step.class)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(Step.TURN)))
                .list()
                .ofMaxSize(14);
    }

    @Provide
    Arbitrary<Duration> offsets() {
        return Combinators.combine(Arbitraries.integers().between(-100, 100), Arbitraries.of(1, 3600, 86_400))
                .as((count, unit) -> Duration.ofSeconds((long) count * unit));
    }
}
