package org.membersync.demo;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.membersync.demo.BusinessCentralOptions.Conflict;
import org.membersync.demo.BusinessCentralOptions.Identity;

/** The community's rules of who is the same person (contract 1.11, Uniqueness). Blocked members are no conflict. */
final class Community {

    private volatile Identity identity;
    private volatile Conflict conflict;
    private final Company company;

    Community(BusinessCentralOptions options, Company company) {
        this.identity = options.identity();
        this.conflict = options.conflict();
        this.company = company;
    }

    /** From now on these rules hold. */
    void rules(Identity newIdentity, Conflict newConflict) {
        identity = newIdentity;
        conflict = newConflict;
    }

    /**
     * The member whom an added one turns out to be: it takes the posted fields and the role.
     *
     * @return empty when a new member is to be made
     * @throws RestError when the identity is missing, or when the rules refuse another member with it
     */
    Optional<MemberRow> sameAs(MemberRow added, boolean allowMerge) {
        requireIdentity(added);
        List<MemberRow> others = others(added);
        if (others.isEmpty() || conflict == Conflict.CONFIRM) {
            return Optional.empty();
        }
        refuse(allowMerge);
        return Optional.of(others.get(0));
    }

    /**
     * The members that a change merges into the changed one.
     *
     * @throws RestError as {@link #sameAs}
     */
    List<MemberRow> mergedInto(MemberRow changed, boolean allowMerge) {
        requireIdentity(changed);
        List<MemberRow> others = others(changed);
        if (others.isEmpty() || conflict == Conflict.CONFIRM || conflict == Conflict.REUSE) {
            return List.of();
        }
        refuse(allowMerge);
        return others;
    }

    /** Whether an added member turns out to be one of the membership's already. */
    boolean isIn(MembershipRow membership, MemberRow added) {
        return (conflict == Conflict.REUSE || conflict == Conflict.MERGE_MEMBER)
                && others(added).stream().limit(1).anyMatch(other -> company.hasRole(membership.entryNo, other));
    }

    /** @throws RestError when another member has the identity, whatever the community does with it otherwise */
    void requireUnique(MemberRow member) {
        requireIdentity(member);
        if (!others(member).isEmpty()) {
            throw violation();
        }
    }

    private void refuse(boolean allowMerge) {
        if (conflict == Conflict.ERROR) {
            throw violation();
        }
        if (conflict == Conflict.MERGE_MEMBER && !allowMerge) {
            throw new RestError(
                    400, "allow_member_merge_not_set", "[-127008] - Merging members on conflict is not allowed.");
        }
    }

    private static RestError violation() {
        return new RestError(
                400, "member_unique_id_violation", "[-127009] - Another member has the same unique identity.");
    }

    /** Other members with the identity, by entry number. */
    private List<MemberRow> others(MemberRow row) {
        return candidates(row).stream()
                .filter(other -> other.entryNo != row.entryNo && !other.blocked)
                .toList();
    }

    private void requireIdentity(MemberRow row) {
        boolean email = !row.email.isEmpty();
        boolean phone = !row.phoneNo.isEmpty();
        switch (identity) {
            case NONE -> {}
            case EMAIL -> require(email, "E-Mail Address is required.");
            case PHONENO -> require(phone, "Phone No. is required.");
            case EMAIL_AND_PHONE -> require(email && phone, "Both E-Mail Address and Phone No. are required.");
            case EMAIL_OR_PHONE -> require(email || phone, "Either E-Mail Address or Phone No. is required.");
            case EMAIL_AND_FIRST_NAME ->
                require(email && !row.firstName.isEmpty(), "Both E-Mail Address and First Name are required.");
        }
    }

    private static void require(boolean given, String message) {
        if (!given) {
            throw RestError.generic(message);
        }
    }

    private List<MemberRow> candidates(MemberRow row) {
        return switch (identity) {
            case NONE -> List.of();
            case EMAIL -> byEmail(row);
            case PHONENO -> byPhone(row);
            case EMAIL_AND_PHONE -> keep(byEmail(row), other -> other.phoneNo.equals(row.phoneNo));
            case EMAIL_AND_FIRST_NAME -> keep(byEmail(row), other -> other.firstName.equals(row.firstName));
            case EMAIL_OR_PHONE -> {
                Set<MemberRow> either = new LinkedHashSet<>(byEmail(row));
                either.addAll(byPhone(row));
                yield either.stream()
                        .sorted(Comparator.comparingLong(other -> other.entryNo))
                        .toList();
            }
        };
    }

    private static List<MemberRow> keep(List<MemberRow> rows, Predicate<MemberRow> test) {
        return rows.stream().filter(test).toList();
    }

    private List<MemberRow> byEmail(MemberRow row) {
        return row.email.isEmpty() ? List.of() : company.database.members.find("emailAddress", row.email);
    }

    private List<MemberRow> byPhone(MemberRow row) {
        return row.phoneNo.isEmpty() ? List.of() : company.database.members.find("phoneNo", row.phoneNo);
    }
}
