package org.membersync.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes NP Retail's business events and Business Central's change notifications, and answers when their members are queued.
 * Business Central deletes a subscription whose calls are refused, so that it is refused nothing but what it never sends.
 */
@RestController
@ConditionalOnWebApplication
class BusinessCentralWebhook {

    static final String PATH = "/webhooks/business-central";

    /** Business Central tells of up to a thousand rows in one call, each in some 600 bytes. */
    static final int LARGEST_BODY = 1024 * 1024;

    private static final String HANDSHAKE = "validationToken";

    /** What can be sent back without meaning anything to anybody. */
    private static final Pattern TOKEN = Pattern.compile("[\\x20-\\x7e]{1,1024}");

    private final Webhooks webhooks;

    BusinessCentralWebhook(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping(PATH)
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String token = request.getParameter(HANDSHAKE);
        if (token != null) {
            shakeHands(token, response);
        } else if (isJson(request.getContentType())) {
            webhooks.take("direct:receive-bc-event", LARGEST_BODY, request, response);
        } else {
            response.setStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
        }
    }

    /** Business Central asks, when a subscription is made or renewed, whether the address is right. */
    private static void shakeHands(String token, HttpServletResponse response) throws IOException {
        if (!TOKEN.matcher(token).matches()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return;
        }
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.getOutputStream().write(token.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isJson(String type) {
        try {
            return type != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }
}
