package org.membersync.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what a CDP tells of its audiences, and answers when it is stored (behaviour A3). */
@RestController
@ConditionalOnWebApplication
class AudienceEventsController {

    static final String PATH = "/audiences/events";

    /** Some thousands of events. */
    static final int LARGEST_BODY = 2 * 1024 * 1024;

    private final Webhooks webhooks;

    AudienceEventsController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        webhooks.take("direct:receive-audience-events", LARGEST_BODY, request, response);
    }
}
