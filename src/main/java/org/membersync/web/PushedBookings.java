package org.membersync.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes bookings that are pushed, and answers when they are stored (behaviour B). */
@RestController
@ConditionalOnWebApplication
class PushedBookings {

    static final String PATH = "/bookings/events";

    /** Some five hundred bookings. */
    static final int LARGEST_BODY = 256 * 1024;

    private final Webhooks webhooks;

    PushedBookings(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        webhooks.takeExactly("direct:receive-bookings", LARGEST_BODY, request, response);
    }
}
