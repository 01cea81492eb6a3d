package org.membersync.operation.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.membersync.settings.AlertSettings;
import org.membersync.state.AlertBook;
import org.membersync.state.AlertBook.Alert;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;

/**
 * Tells alerts by e-mail: the first at once, then what came together within an hour in one. An e-mail that could not be sent
 * is tried again after some minutes; one that was sent by a process that died right after may come twice.
 */
class AlertMail {

    private static final Logger LOG = LoggerFactory.getLogger(AlertMail.class);
    private static final Duration BETWEEN_MAILS = Duration.ofHours(1);
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);
    private static final int MOST = 200;

    private final AlertSettings settings;
    private final AlertBook book;
    private final MailSender sender;
    private final Clock clock;
    private Instant notBefore = Instant.MIN;

    /** @param sender null when no e-mail is wanted */
    AlertMail(AlertSettings settings, AlertBook book, MailSender sender, Clock clock) {
        this.settings = settings;
        this.book = book;
        this.sender = sender;
        this.clock = clock;
    }

    boolean isWanted() {
        return !settings.emailTo().isEmpty();
    }

    /** Sends what is to be told, if it is time. */
    synchronized void send() {
        Instant now = clock.instant();
        if (!isWanted() || now.isBefore(notBefore) || isTooSoon(now)) {
            return;
        }
        List<Alert> alerts = book.toMail(MOST);
        if (alerts.isEmpty()) {
            return;
        }
        try {
            sender.send(message(alerts));
            book.mailed(alerts);
        } catch (MailException e) {
            notBefore = now.plus(AFTER_TROUBLE);
            LOG.warn(
                    "The e-mail of {} alert(s) could not be sent ({}), it is tried again in {} min: check spring.mail.*",
                    alerts.size(),
                    e.getClass().getSimpleName(),
                    AFTER_TROUBLE.toMinutes());
        }
    }

    private boolean isTooSoon(Instant now) {
        return book.mailedAt()
                .map(last -> now.isBefore(last.plus(BETWEEN_MAILS)))
                .orElse(false);
    }

    private SimpleMailMessage message(List<Alert> alerts) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(settings.emailFrom());
        message.setTo(settings.emailTo().toArray(String[]::new));
        String names = alerts.stream().map(Alert::name).distinct().collect(Collectors.joining(", "));
        message.setSubject("membersync: " + names);
        message.setText(alerts.stream().map(AlertMail::line).collect(Collectors.joining("\n"))
                + "\n\nThe next e-mail comes in an hour at the earliest; doctor tells how it stands.\n");
        return message;
    }

    private static String line(Alert alert) {
        String when = alert.at().truncatedTo(ChronoUnit.SECONDS).toString();
        return alert.kind() == AlertBook.Kind.BEGAN
                ? when + "  " + alert.name() + " began: " + alert.message()
                : when + "  " + alert.name() + " ended";
    }
}
