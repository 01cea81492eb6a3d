package org.membersync.demo;

import java.time.Duration;

/**
 * Something that goes wrong with one call.
 *
 * @param kind what happens
 * @param status for {@link Kind#ANSWER}
 * @param retryAfter value of the header Retry-After, null for none
 * @param contentType of the body
 * @param body for {@link Kind#ANSWER}
 * @param delay how long the answer waits before it is worked out
 */
public record Fault(Kind kind, int status, String retryAfter, String contentType, String body, Duration delay) {

    /** What happens to the call. */
    public enum Kind {
        /** Only the delay; the call is handled. */
        DELAY,
        /** The call is not handled: another answer is sent. */
        ANSWER,
        /** The connection is cut before the call is handled. */
        RESET_BEFORE,
        /** The call is handled, then the connection is cut: the answer is lost. */
        RESET_AFTER,
        /** The call is handled, but only half of the answer's body arrives. */
        CUT_BODY
    }

    /** Answers with that status and a short JSON body. */
    public static Fault status(int status) {
        return new Fault(
                Kind.ANSWER, status, null, "application/json", "{\"message\":\"Simulated fault\"}", Duration.ZERO);
    }

    /** Answers 200 with a web page, as a proxy does. */
    public static Fault html() {
        return status(200).body("text/html", "<html><body><h1>We will be back soon</h1></body></html>");
    }

    /** Handles the call after that time. */
    public static Fault delay(Duration time) {
        return new Fault(Kind.DELAY, 200, null, "", "", time);
    }

    /** Cuts the connection; nothing is applied. */
    public static Fault resetBefore() {
        return new Fault(Kind.RESET_BEFORE, 0, null, "", "", Duration.ZERO);
    }

    /** Applies the call and cuts the connection. */
    public static Fault resetAfter() {
        return new Fault(Kind.RESET_AFTER, 0, null, "", "", Duration.ZERO);
    }

    /** Applies the call and sends half of the body, with the Content-Length of the whole. */
    public static Fault cutBody() {
        return new Fault(Kind.CUT_BODY, 0, null, "", "", Duration.ZERO);
    }

    /** The same with a header Retry-After: seconds or an HTTP date. */
    public Fault retryAfter(String value) {
        return new Fault(kind, status, value, contentType, body, delay);
    }

    /** The same with another body. */
    public Fault body(String type, String text) {
        return new Fault(kind, status, retryAfter, type, text, delay);
    }

    Answer answer() {
        Answer answer = Answer.text(status, contentType, body);
        return retryAfter == null ? answer : answer.with("Retry-After", retryAfter);
    }
}
