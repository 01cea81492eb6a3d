package org.membersync.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.Feed;
import org.membersync.businesscentral.FeedPages;
import org.membersync.state.FeedCursor.Phase;

/** Reads the Business Central feeds page by page from where they were left (behaviour O1). */
public class FeedReading {

    private final BusinessCentralRequests requests;
    private final FeedPages pages = new FeedPages();
    private final Watermarks watermarks;
    private final FeedRecording recording;
    private final Clock clock;

    FeedReading(BusinessCentralRequests requests, Watermarks watermarks, FeedRecording recording, Clock clock) {
        this.requests = requests;
        this.watermarks = watermarks;
        this.recording = recording;
        this.clock = clock;
    }

    /**
     * One cursor for each feed, in reading order.
     *
     * @param taking who takes the rows; null for the change queue, as every reading but a plan's has it
     */
    public List<FeedCursor> cursors(FeedTaking taking) {
        List<FeedCursor> cursors = new ArrayList<>();
        for (Feed feed : Feed.values()) {
            Optional<Watermarks.Watermark> mark = watermarks.find(feed);
            cursors.add(new FeedCursor(
                    feed,
                    Phase.FIRST_PAGE,
                    mark.map(Watermarks.Watermark::settled).orElse(0L),
                    mark.map(Watermarks.Watermark::anchorRow).orElse(""),
                    mark.map(Watermarks.Watermark::complete).orElse(false),
                    "",
                    taking == null ? recording : taking));
        }
        return cursors;
    }

    /**
     * Takes the rows as every reading does, but queues only what was changed since that moment: what lay before was compared
     * otherwise.
     */
    public FeedTaking learning(Instant since) {
        return recording.since(since);
    }

    /** What to ask Business Central next. */
    public BusinessCentralRequest request(FeedCursor cursor) {
        return switch (cursor.phase()) {
            case FIRST_PAGE -> requests.firstPage(cursor.feed(), cursor.settled());
            case NEXT_PAGE -> requests.nextPage(cursor.feed(), cursor.nextLink());
            case NEWEST_ROW, DONE -> requests.newestRow(cursor.feed());
        };
    }

    /**
     * Takes the answer and says where to go on.
     *
     * @param date the answer's Date header; without one our own clock serves
     */
    public FeedCursor take(FeedCursor cursor, JsonNode answer, String date) {
        return cursor.taking().take(cursor, pages.read(cursor.feed(), answer), answeredAt(date));
    }

    private Instant answeredAt(String date) {
        if (date != null) {
            try {
                return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeParseException e) {
                return clock.instant();
            }
        }
        return clock.instant();
    }
}
