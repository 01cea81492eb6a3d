package org.membersync.operation.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.ItemValue;
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
        List<String> lines =
                failures(activation, last.map(AudienceMails.Mail::at).orElse(Instant.EPOCH));
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

    /** Of persons of whom an audience or attribute of the activation is known; a refused value only of its own. */
    private List<String> failures(Activation activation, Instant since) {
        Set<String> others = new HashSet<>();
        activations
                .current()
                .items(activation.list())
                .forEach(item -> others.add(ItemValue.refused(item).getMessage()));
        activation.items().forEach(item -> others.remove(ItemValue.refused(item).getMessage()));
        List<String> lines = new ArrayList<>();
        List<String> items =
                activation.items().stream().map(ActivationItem::key).toList();
        persons.failuresSince(activation.list(), items, since).forEach((message, number) -> {
            if (!others.contains(message)) {
                lines.add(number + " person(s): " + message);
            }
        });
        return lines;
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
