package org.membersync.sync;

import java.nio.charset.StandardCharsets;
import org.membersync.booking.BookingCsv;
import org.membersync.decision.Change;
import org.membersync.heyloyalty.HeybookingAnswers;
import org.membersync.heyloyalty.HeybookingRequest;
import org.membersync.heyloyalty.HeybookingRequests;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.state.BookingBatches;
import org.membersync.state.BookingBatches.Batch;

/** The steps that send a batch of bookings to Heybooking. */
public class BookingSending {

    private final BookingBatches batches;
    private final BookingMappingStore mapping;
    private final HeybookingRequests requests;
    private final HeybookingAnswers answers;

    BookingSending(
            BookingBatches batches,
            BookingMappingStore mapping,
            HeybookingRequests requests,
            HeybookingAnswers answers) {
        this.batches = batches;
        this.mapping = mapping;
        this.requests = requests;
        this.answers = answers;
    }

    /** The one call that sends the batch, the same at each try; null when none of its bookings is left. */
    public HeybookingRequest request(Change change) {
        Batch batch = batches.of(change);
        if (batch.bookings().isEmpty()) {
            return null;
        }
        BookingMapping current = mapping.current();
        return requests.importOf(
                batch.sealedAt(),
                current.delimiter(),
                current.columns().stream().map(BookingMapping.Column::name).toList(),
                BookingCsv.write(batch.bookings(), current),
                "import of " + batch + " with " + batch.bookings().size() + " bookings");
    }

    /** The body as it goes over the wire. */
    public byte[] bytes(HeybookingRequest request) {
        return request.body().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Does nothing when the batch was taken.
     *
     * @throws org.membersync.failure.SyncException when it was not
     */
    public void check(HeybookingRequest request, int status, String retryAfter, String body) {
        answers.check(request, status, retryAfter, body);
    }
}
