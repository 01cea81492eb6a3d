package org.membersync.operation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.membersync.decision.Direction;
import org.membersync.state.Holds;
import org.membersync.state.Pauses;

/** Which directions stand still, and why: paused by an operator, or refused access. */
public class Standstills {

    /** The directions that stand still on their own; the memberships go with outbound. */
    public static final List<Direction> DIRECTIONS = List.of(Direction.OUTBOUND, Direction.INBOUND);

    /** All that can stand still: the import of bookings waits for access of its own. */
    private static final List<Direction> ALL = List.of(Direction.OUTBOUND, Direction.INBOUND, Direction.BATCH);

    private final Pauses pauses;
    private final Holds holds;

    Standstills(Pauses pauses, Holds holds) {
        this.pauses = pauses;
        this.holds = holds;
    }

    /**
     * Why a direction stands still.
     *
     * @param kind {@code paused}, {@code held} (its turns are refused access), or {@code unread} (its poll is)
     * @param message one sentence for operators, without personal data
     */
    public record Standstill(Direction direction, String kind, Instant since, String message) {

        /** A short name of the condition, such as {@code paused-outbound}. */
        public String name() {
            return kind + "-" + direction.name().toLowerCase(Locale.ROOT);
        }
    }

    /** All that stand still now, outbound first. */
    public List<Standstill> now() {
        return ALL.stream().flatMap(this::of).toList();
    }

    private Stream<Standstill> of(Direction direction) {
        List<Standstill> found = new ArrayList<>();
        pauses.find(direction)
                .ifPresent(pause -> found.add(new Standstill(direction, "paused", pause.since(), told(pause))));
        holds.find(direction)
                .ifPresent(hold -> found.add(new Standstill(
                        direction, hold.stopsWork() ? "held" : "unread", hold.since(), told(direction, hold))));
        return found.stream();
    }

    private static String told(Pauses.Pause pause) {
        String direction = pause.direction().name().toLowerCase(Locale.ROOT);
        String why = pause.reason().isEmpty() ? "" : " (" + pause.reason() + ")";
        return words(pause.direction()) + " is paused since " + shown(pause.since()) + " by " + pause.who() + why
                + "; go on with: resume " + direction;
    }

    private static String told(Direction direction, Holds.Hold hold) {
        String what = hold.stopsWork() ? " waits since " : " cannot be read since ";
        return words(direction) + what + shown(hold.since()) + " for access: " + hold.message();
    }

    private static String words(Direction direction) {
        return switch (direction) {
            case INBOUND -> "Inbound (HeyLoyalty to Business Central)";
            case BATCH -> "The import of bookings (to Heybooking)";
            default -> "Outbound (Business Central to HeyLoyalty)";
        };
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
