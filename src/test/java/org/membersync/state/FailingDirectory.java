package org.membersync.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.membersync.businesscentral.FeedRow;

/** Fails at one row, as a database does that goes away in the middle of a page. */
record FailingDirectory(Directory directory, String failsAt) implements Directory {

    @Override
    public void remember(FeedRow row) {
        if (row.id().equals(failsAt)) {
            throw new IllegalStateException("the database went away");
        }
        directory.remember(row);
    }

    @Override
    public void rememberRoles(String memberId, List<String> membershipIds) {
        directory.rememberRoles(memberId, membershipIds);
    }

    @Override
    public Optional<KnownMember> member(String memberId) {
        return directory.member(memberId);
    }

    @Override
    public Optional<KnownMember> memberByNumber(String memberNumber) {
        return directory.memberByNumber(memberNumber);
    }

    @Override
    public Optional<String> memberByEntryNo(int entryNo) {
        return directory.memberByEntryNo(entryNo);
    }

    @Override
    public Optional<String> membershipByEntryNo(int entryNo) {
        return directory.membershipByEntryNo(entryNo);
    }

    @Override
    public List<String> membersOf(String membershipId) {
        return directory.membersOf(membershipId);
    }

    @Override
    public List<KnownEntry> entriesOf(String membershipId) {
        return directory.entriesOf(membershipId);
    }

    @Override
    public Map<String, String> itemNumbers(List<String> membershipIds) {
        return directory.itemNumbers(membershipIds);
    }
}
