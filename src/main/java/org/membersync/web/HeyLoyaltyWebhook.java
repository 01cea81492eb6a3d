package org.membersync.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.ProducerTemplate;
import org.membersync.failure.FailureClassifier;
import org.membersync.heyloyalty.MalformedNoticeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes HeyLoyalty's webhooks, and answers when they are stored (behaviour I1). */
@RestController
@ConditionalOnWebApplication
class HeyLoyaltyWebhook {

    static final String PATH = "/webhooks/heyloyalty";

    /** Hundreds of times what a member with every field takes. */
    static final int LARGEST_BODY = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HeyLoyaltyWebhook.class);

    private final ProducerTemplate camel;
    private final FailureClassifier classifier;

    HeyLoyaltyWebhook(ProducerTemplate camel, FailureClassifier classifier) {
        this.camel = camel;
        this.classifier = classifier;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // A length may be missing or untrue, so that never more than this is read.
        byte[] body = request.getContentLengthLong() > LARGEST_BODY
                ? null
                : request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body == null || body.length > LARGEST_BODY) {
            response.setStatus(HttpStatus.PAYLOAD_TOO_LARGE.value());
            return;
        }
        Exception failure = camel.send("direct:receive-heyloyalty-webhook", exchange -> exchange.getMessage()
                        .setBody(new String(body, StandardCharsets.UTF_8)))
                .getException();
        if (failure == null) {
            response.setStatus(HttpStatus.ACCEPTED.value());
        } else if (failure instanceof MalformedNoticeException) {
            LOG.warn("{}: it was answered 400", failure.getMessage());
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } else {
            LOG.error(
                    "A webhook could not be stored and was answered 503, so that it comes again: {}",
                    describe(failure));
            WebhookGate.askToTryAgain(response);
        }
    }

    private String describe(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessException || cause instanceof TransactionException) {
                return "the database did not take it (" + cause.getClass().getName() + ")";
            }
        }
        return classifier.describe(failure);
    }
}
