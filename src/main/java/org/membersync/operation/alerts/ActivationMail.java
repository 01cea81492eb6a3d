package org.membersync.operation.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationStore;
import org.membersync.operation.ActivationWork;
import org.membersync.state.AudienceMails;
import org.membersync.state.AudiencePersons;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSender;
import org.springframework.mail.SimpleMailMessage;

/**
 * Tells an activation's errors to its own address: what failed since the last e-mail, by reason, and what must be mended when
 * that changed; at most once an hour, and no person is named.
 */
public class ActivationMail {

    private static final Logger LOG = LoggerFactory.getLogger(ActivationMail.class);
    private static final Duration BETWEEN = Duration.ofHours(1);

    private final ActivationStore activations;
    private final ActivationWork work;
    private final AudiencePersons persons;
    private final AudienceMails book;
    private final MailSender sender;
    private final String from;
    private final Clock clock;
    private Instant notBefore = Instant.MIN;

    /** @param sender null when no mail server is set */
    ActivationMail(
            ActivationStore activations,
            ActivationWork work,
            AudiencePersons persons,
            AudienceMails book,
            MailSender sender,
            String from,
            Clock clock) {
        this.activations = activations;
        this.work = work;
        this.persons = persons;
        this.book = book;
        this.sender = sender;
        this.from = from;
        this.clock = clock;
    }

    /** Sends what is to be told, if it is time. */
    public synchronized void send() {
        if (sender != null && !clock.instant().isBefore(notBefore)) {
            activations.current().all().stream()
                    .filter(activation -> !activation.errorEmail().isEmpty())
                    .forEach(this::send);
        }
    }

    private void send(Activation activation) {
        Optional<AudienceMails.Mail> last = book.last(activation.name());
        if (last.isPresent() && clock.instant().isBefore(last.get().at().plus(BETWEEN))) {
            return;
        }
        List<String> lines = new ArrayList<>();
        persons.failuresSince(
                        activation.list(), last.map(AudienceMails.Mail::at).orElse(Instant.EPOCH))
                .forEach((message, number) -> lines.add(number + " person(s): " + message));
        List<String> troubles = work.troubles(activation);
        String told = String.valueOf(troubles.hashCode());
        boolean news = !troubles.isEmpty()
                && !told.equals(last.map(AudienceMails.Mail::told).orElse(""));
        if (lines.isEmpty() && !news) {
            return;
        }
        lines.addAll(troubles);
        try {
            sender.send(message(activation, lines));
            book.sent(activation.name(), told);
        } catch (MailException e) {
            notBefore = clock.instant().plus(Duration.ofMinutes(5));
            LOG.warn(
                    "The e-mail about the activation {} could not be sent ({}), it is tried again in 5 min: check spring.mail.*",
                    activation.name(),
                    e.getClass().getSimpleName());
        }
    }

    private SimpleMailMessage message(Activation activation, List<String> lines) {
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(from.isEmpty() ? activation.errorEmail() : from);
        message.setTo(activation.errorEmail());
        message.setSubject("membersync: errors of the audiences of " + activation.name());
        message.setText(String.join("\n", lines)
                + "\n\nThe next e-mail comes in an hour at the earliest; \"activations show\" and \"failures list\" tell how it"
                + " stands.\n");
        return message;
    }
}
