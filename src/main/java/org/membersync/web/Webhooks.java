package org.membersync.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.ProducerTemplate;
import org.membersync.booking.MalformedBookingsException;
import org.membersync.businesscentral.MalformedEventException;
import org.membersync.businesscentral.UnprovenEventException;
import org.membersync.cdp.MalformedAudienceEventException;
import org.membersync.failure.FailureClassifier;
import org.membersync.heyloyalty.MalformedNoticeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Leads what other programs send into its route, and answers when the route has ended. */
@Component
@ConditionalOnWebApplication
class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final ProducerTemplate camel;
    private final FailureClassifier classifier;

    Webhooks(ProducerTemplate camel, FailureClassifier classifier) {
        this.camel = camel;
        this.classifier = classifier;
    }

    /**
     * Answers 202 when the route took the body, 400, 401 or 413 when it never will, and 503 when it could not now.
     *
     * @param largest in bytes
     */
    void take(String route, int largest, HttpServletRequest request, HttpServletResponse response) throws IOException {
        // A length may be missing or untrue, so that never more than this is read.
        byte[] body = request.getContentLengthLong() > largest
                ? null
                : request.getInputStream().readNBytes(largest + 1);
        if (body == null || body.length > largest) {
            response.setStatus(HttpStatus.PAYLOAD_TOO_LARGE.value());
            return;
        }
        answer(route, new String(body, StandardCharsets.UTF_8), response);
    }

    /**
     * The same of what must be whole UTF-8: bytes that are none are answered 400 rather than replaced.
     *
     * @param largest in bytes
     */
    void takeExactly(String route, int largest, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body = request.getInputStream().readNBytes(largest + 1);
        if (request.getContentLengthLong() > largest || body.length > largest) {
            response.setStatus(HttpStatus.PAYLOAD_TOO_LARGE.value());
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            answer(route, text, response);
        } catch (CharacterCodingException notUtf8) {
            LOG.warn("What was sent to {} is not UTF-8: it was answered 400", request.getRequestURI());
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
    }

    private void answer(String route, String body, HttpServletResponse response) {
        Exception failure = camel.send(route, exchange -> exchange.getMessage().setBody(body))
                .getException();
        if (failure == null) {
            response.setStatus(HttpStatus.ACCEPTED.value());
        } else if (failure instanceof MalformedNoticeException
                || failure instanceof MalformedEventException
                || failure instanceof MalformedAudienceEventException
                || failure instanceof MalformedBookingsException) {
            LOG.warn("{}: it was answered 400", failure.getMessage());
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } else if (failure instanceof UnprovenEventException) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
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
