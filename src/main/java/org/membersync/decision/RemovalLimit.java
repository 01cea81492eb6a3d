package org.membersync.decision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How many persons may be unsubscribed or erased before an operator is asked (quality P9); pure. A share is of the linked
 * active members, but never less than {@link #LEAST_OF_A_SHARE}, so that a small list is not held for one person.
 */
public record RemovalLimit(BigDecimal amount, boolean isShare) {

    /** What a share comes to at least, in persons. */
    public static final int LEAST_OF_A_SHARE = 10;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What may be done with a removal, or with those that wait. */
    public enum Verdict {
        /** Even if everything that is open were a removal, it would be within the limit. */
        ADMIT,
        /** What is decided is within the limit, and what is still open may lead beyond it. */
        WAIT,
        /** What is decided is beyond the limit. */
        HOLD
    }

    /**
     * The limit that was written as {@code 5%} or {@code 200}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static RemovalLimit parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        boolean share = plain.endsWith("%");
        BigDecimal amount =
                new BigDecimal(share ? plain.substring(0, plain.length() - 1).strip() : plain);
        boolean tooMuch = share && amount.compareTo(HUNDRED) > 0;
        if (amount.signum() < 0
                || tooMuch
                || !share && amount.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("neither a share nor a number of persons");
        }
        return new RemovalLimit(amount, share);
    }

    /** The limit in persons while that many are linked and active. */
    public long of(long linkedActive) {
        if (!isShare) {
            return amount.longValue();
        }
        long share = amount.multiply(BigDecimal.valueOf(linkedActive))
                .divide(HUNDRED, 0, RoundingMode.DOWN)
                .longValue();
        return Math.max(LEAST_OF_A_SHARE, share);
    }

    /**
     * What may be done.
     *
     * @param limit in persons
     * @param recent removals that were carried out of late and that nobody approved
     * @param open changes that are not done and may be removals, among them those of the next number
     * @param decided removals that are decided and wait
     */
    public static Verdict verdict(long limit, long recent, long open, long decided) {
        if (recent + open <= limit) {
            return Verdict.ADMIT;
        }
        return recent + decided > limit ? Verdict.HOLD : Verdict.WAIT;
    }

    @Override
    public String toString() {
        return amount.toPlainString() + (isShare ? "%" : "");
    }
}
