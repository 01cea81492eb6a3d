package org.membersync.decision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.membersync.decision.Agreement.Choice;
import org.membersync.decision.Agreement.Side;
import org.membersync.mapping.FieldMapping;
import org.membersync.mapping.FieldMapping.Direction;
import org.membersync.mapping.FieldMapping.WhenEmpty;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MappedValue;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;

/**
 * Compares what both sides hold of a person with what they last agreed on, field by field, and says which side gets which
 * value; pure (behaviour I7, quality P8). Both directions ask it, so that they never disagree.
 */
final class ThreeWayMerge {

    private enum Verdict {
        SAME,
        TO_HEYLOYALTY,
        TO_BUSINESS_CENTRAL,
        CONFLICT,
        LEFT
    }

    private final FieldEquality equality;
    private final ListDefinition list;

    ThreeWayMerge(FieldEquality equality, ListDefinition list) {
        this.equality = equality;
        this.list = list;
    }

    /** What each side must get. Fields that nothing is known of but what HeyLoyalty should hold go there. */
    Merged merge(MemberCase memberCase, HeyLoyaltyMember entry) {
        Merged merged = new Merged(new HashMap<>(), new LinkedHashMap<>(), new HashMap<>(), new LinkedHashMap<>());
        Map<String, FieldValue> wanted = memberCase.fields() == null ? Map.of() : memberCase.fields();
        Set<String> compared = new HashSet<>();
        for (MappedValue value : memberCase.view()) {
            FieldMapping field = value.field();
            FieldValue ours = field.isToHeyLoyalty() && wanted.containsKey(field.heyloyalty())
                    ? wanted.get(field.heyloyalty())
                    : value.value().orElse(null);
            if (field.isToHeyLoyalty()) {
                compared.add(field.heyloyalty());
            }
            put(merged, new Pair(value, ours, entry, memberCase.agreement()));
        }
        wanted.forEach((name, ours) -> {
            if (!compared.contains(name)) {
                boolean same = equality.same(name, ours, entry.field(name), list);
                (same ? merged.agreed() : merged.toHeyLoyalty()).put(name, ours);
            }
        });
        return merged;
    }

    /** Whether a field was changed on both sides and the newest change counts: then its time must be known well. */
    boolean asksForTimes(MemberCase memberCase, HeyLoyaltyMember entry) {
        return memberCase.view().stream()
                .map(value -> new Pair(value, value.value().orElse(null), entry, memberCase.agreement()))
                .anyMatch(pair -> pair.field().direction() == Direction.BOTH
                        && pair.field().owner() == FieldMapping.Owner.NEWEST
                        && pair.bothChanged());
    }

    private void put(Merged merged, Pair pair) {
        String name = pair.field().heyloyalty();
        switch (pair.verdict()) {
            case SAME -> merged.agreed().put(name, pair.theirs());
            case TO_HEYLOYALTY -> merged.toHeyLoyalty().put(name, pair.ours);
            case TO_BUSINESS_CENTRAL -> merged.toBusinessCentral().put(pair.field(), pair.theirs());
            case CONFLICT -> merged.conflicts().put(pair.field(), new Merged.Conflict(pair.ours, pair.theirs()));
            case LEFT -> {
                // Nothing is written, and what was agreed on before stays.
            }
        }
    }

    /** One field of both sides. */
    private final class Pair {

        private final MappedValue value;

        /** Business Central's value in HeyLoyalty's form, null when it has none or is to be left alone. */
        private final FieldValue ours;

        private final HeyLoyaltyMember entry;
        private final Agreement agreement;

        Pair(MappedValue value, FieldValue ours, HeyLoyaltyMember entry, Agreement agreement) {
            this.value = value;
            this.ours = ours;
            this.entry = entry;
            this.agreement = agreement;
        }

        FieldMapping field() {
            return value.field();
        }

        FieldValue theirs() {
            return entry.field(field().heyloyalty());
        }

        private FieldValue base() {
            return agreement.base().get(field().heyloyalty());
        }

        Verdict verdict() {
            if (ours != null && same(ours, theirs())) {
                return Verdict.SAME;
            }
            return switch (field().direction()) {
                case TO_HEYLOYALTY -> toHeyLoyalty();
                case TO_BC -> toBusinessCentral();
                case BOTH -> base() == null ? firstTime() : sinceBase();
            };
        }

        /** Both sides never agreed on the field: nothing that only one of them holds is lost, else Business Central counts. */
        private Verdict firstTime() {
            if (theirs().isEmpty()) {
                return toHeyLoyalty();
            }
            if (value.blank() || field().owner() == FieldMapping.Owner.HEYLOYALTY) {
                return toBusinessCentral();
            }
            return field().owner() == FieldMapping.Owner.MANUAL ? chosen() : toHeyLoyalty();
        }

        private Verdict sinceBase() {
            boolean theyChanged = !same(base(), theirs());
            if (!theyChanged) {
                return toHeyLoyalty();
            }
            if (!weChanged()) {
                return toBusinessCentral();
            }
            return switch (field().owner()) {
                case BC -> toHeyLoyalty();
                case HEYLOYALTY -> toBusinessCentral();
                case NEWEST -> theirsIsNewer() ? toBusinessCentral() : toHeyLoyalty();
                case MANUAL -> chosen();
            };
        }

        boolean bothChanged() {
            return base() != null && !(ours != null && same(ours, theirs())) && !same(base(), theirs()) && weChanged();
        }

        /** A value without a form in HeyLoyalty was never agreed on, so it is a change; one that is left alone is none. */
        private boolean weChanged() {
            return ours == null ? !value.blank() : !same(base(), ours);
        }

        /** HeyLoyalty tells whole seconds; in doubt Business Central counts, as the system that keeps the members. */
        private boolean theirsIsNewer() {
            Instant bc = agreement.changedInBusinessCentral();
            return bc != null
                    && entry.updatedAt() != null
                    && entry.updatedAt().isAfter(bc.truncatedTo(ChronoUnit.SECONDS));
        }

        private Verdict chosen() {
            Choice choice = agreement.choices().get(field().heyloyalty());
            boolean holds = choice != null
                    && same(choice.heyLoyalty(), theirs())
                    && same(choice.businessCentral(), ours == null ? FieldValue.empty() : ours);
            if (!holds) {
                return ours == null ? Verdict.LEFT : Verdict.CONFLICT;
            }
            return choice.side() == Side.HEYLOYALTY ? toBusinessCentral() : toHeyLoyalty();
        }

        private Verdict toHeyLoyalty() {
            return ours == null ? Verdict.LEFT : Verdict.TO_HEYLOYALTY;
        }

        private Verdict toBusinessCentral() {
            if (isKeptByBusinessCentral()) {
                return field().direction() == Direction.BOTH ? toHeyLoyalty() : Verdict.LEFT;
            }
            boolean keep = field().whenEmpty() == WhenEmpty.KEEP || isContact();
            return theirs().isEmpty() && keep ? Verdict.LEFT : Verdict.TO_BUSINESS_CENTRAL;
        }

        /** Business Central lets nobody change a country code that is there (behaviour I10). */
        private boolean isKeptByBusinessCentral() {
            return field().bc().equals("countryCode") && !value.blank();
        }

        /** An emptied address says nothing about the person, and clearing it would lose the way to find them again. */
        private boolean isContact() {
            return field().bc().equals("email") || field().bc().equals("phoneNo");
        }

        private boolean same(FieldValue one, FieldValue other) {
            return equality.same(field().heyloyalty(), one, other, list);
        }
    }
}
