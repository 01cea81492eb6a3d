package org.membersync.population;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.WholeRows;
import org.membersync.businesscentral.WholeRows.WholeAttribute;
import org.membersync.businesscentral.WholeRows.WholeMember;
import org.membersync.businesscentral.WholeRows.WholePage;
import org.membersync.decision.Eligibility;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.MappingStore;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.population.PopulationCursor.Pages;
import org.membersync.state.KeyedHashes;
import org.membersync.state.PopulationAttribute;
import org.membersync.state.Populations;
import org.membersync.state.Populations.Progress;
import org.membersync.state.Run;
import org.membersync.state.Runs;
import org.membersync.state.Suppressions;

/** The steps that read both populations page by page into the working tables (behaviour R1, R2). */
public class PopulationReading {

    private final BusinessCentralRequests businessCentral;
    private final HeyLoyaltyRequests heyLoyalty;
    private final HeyLoyaltyMembers heyLoyaltyMembers;
    private final int listPageSize;
    private final MappingStore mapping;
    private final ListCache list;
    private final Eligibility eligibility;
    private final Suppressions suppressions;
    private final Populations populations;
    private final Runs runs;
    private final WholeRows rows = new WholeRows();

    PopulationReading(
            BusinessCentralRequests businessCentral,
            HeyLoyaltyRequests heyLoyalty,
            HeyLoyaltyMembers heyLoyaltyMembers,
            int listPageSize,
            MappingStore mapping,
            ListCache list,
            Eligibility eligibility,
            Suppressions suppressions,
            Populations populations,
            Runs runs) {
        this.businessCentral = businessCentral;
        this.heyLoyalty = heyLoyalty;
        this.heyLoyaltyMembers = heyLoyaltyMembers;
        this.listPageSize = listPageSize;
        this.mapping = mapping;
        this.list = list;
        this.eligibility = eligibility;
        this.suppressions = suppressions;
        this.populations = populations;
        this.runs = runs;
    }

    /** One cursor for each kind of pages that is left to read, in reading order; the first goes on behind its last page. */
    public List<PopulationCursor> cursors(long runId) {
        Run run = runs.find(runId).orElseThrow();
        List<Pages> wanted = Stream.of(Pages.values())
                .filter(pages -> pages != Pages.ATTRIBUTES || marks(runId).compareAttributes())
                .toList();
        Map<String, Long> before =
                runs.latestDone().map(done -> done.counts().compared()).orElse(Map.of());
        List<PopulationCursor> cursors = new ArrayList<>();
        boolean open = run.reading().isEmpty();
        for (Pages pages : wanted) {
            if (run.reading().equals(pages.name())) {
                open = true;
                cursors.add(new PopulationCursor(
                        runId, pages, run.readTo(), run.rowsRead(), "", true, expected(pages, before)));
            } else if (open) {
                cursors.add(new PopulationCursor(runId, pages, 0, 0, "", true, expected(pages, before)));
            }
        }
        return cursors;
    }

    private static long expected(Pages pages, Map<String, Long> before) {
        return switch (pages) {
            case ATTRIBUTES -> 0;
            case MEMBERS -> before.getOrDefault("members", 0L);
            case ENTRIES -> before.getOrDefault("entries", 0L);
        };
    }

    /** What to ask Business Central next. */
    public BusinessCentralRequest businessCentralRequest(PopulationCursor cursor) {
        return cursor.nextLink().isEmpty()
                ? businessCentral.wholePage(cursor.pages().feed(), cursor.readTo())
                : businessCentral.nextPage(cursor.pages().feed(), cursor.nextLink());
    }

    /** What to ask HeyLoyalty next. */
    public HeyLoyaltyRequest listRequest(PopulationCursor cursor) {
        return heyLoyalty.page((int) cursor.readTo() + 1, listPageSize);
    }

    /**
     * Takes a page into the working tables and says where to go on.
     *
     * @param progress who watches; null for nobody
     */
    public PopulationCursor take(PopulationCursor cursor, JsonNode answer, PopulationProgress progress) {
        PopulationCursor moved =
                switch (cursor.pages()) {
                    case ATTRIBUTES -> takeAttributes(cursor, rows.attributes(answer));
                    case MEMBERS -> takeMembers(cursor, rows.members(answer));
                    case ENTRIES -> takeEntries(cursor, heyLoyaltyMembers.readPage(answer));
                };
        if (progress != null) {
            progress.at(moved.pages().title(), moved.rowsRead(), moved.expected());
        }
        return moved;
    }

    private PopulationCursor takeAttributes(PopulationCursor cursor, WholePage<WholeAttribute> page) {
        MarkedPages marked = markedPages(cursor.runId());
        List<PopulationAttribute> attributes = page.rows().stream()
                .flatMap(attribute -> marked.attribute(attribute).stream())
                .toList();
        int size = page.rows().size();
        populations.takeAttributes(cursor.runId(), attributes, size, progress(cursor, page));
        return moved(cursor, page, size);
    }

    private PopulationCursor takeMembers(PopulationCursor cursor, WholePage<WholeMember> page) {
        MarkedPages marked = markedPages(cursor.runId());
        populations.takeMembers(
                cursor.runId(), page.rows().stream().map(marked::member).toList(), progress(cursor, page));
        return moved(cursor, page, page.rows().size());
    }

    private PopulationCursor takeEntries(PopulationCursor cursor, List<HeyLoyaltyMember> page) {
        MarkedPages marked = markedPages(cursor.runId());
        boolean more = page.size() >= listPageSize;
        // A page that is not full yet is read again by whoever goes on here.
        long readTo = more ? cursor.readTo() + 1 : cursor.readTo();
        populations.takeEntries(
                cursor.runId(),
                page.stream().map(marked::entry).toList(),
                new Progress(cursor.pages().name(), cursor.rowsRead(), readTo));
        return cursor.next(readTo, page.size(), "", more);
    }

    private static Progress progress(PopulationCursor cursor, WholePage<?> page) {
        return new Progress(cursor.pages().name(), cursor.rowsRead(), Math.max(cursor.readTo(), page.lastPosition()));
    }

    private static PopulationCursor moved(PopulationCursor cursor, WholePage<?> page, int rowsRead) {
        return cursor.next(
                Math.max(cursor.readTo(), page.lastPosition()),
                rowsRead,
                page.nextLink().orElse(""),
                page.nextLink().isPresent());
    }

    /** What the marks of a run that begins now would be made of. */
    String marksOf() {
        return new FieldMarks(mapping.current(), list.current(), suppressions.hashes("population")).madeOf();
    }

    /** The marks of that run: no two runs have the same, so that nothing can be told from tables that were left behind. */
    FieldMarks marks(long runId) {
        return new FieldMarks(mapping.current(), list.current(), hashes(runId));
    }

    private MarkedPages markedPages(long runId) {
        return new MarkedPages(eligibility, marks(runId), hashes(runId), mapping.current(), list.current());
    }

    private KeyedHashes hashes(long runId) {
        return suppressions.hashes("population " + runId);
    }
}
