package org.membersync.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes HeyLoyalty's webhooks, and answers when they are stored (behaviour I1). */
@RestController
@ConditionalOnWebApplication
class HeyLoyaltyWebhook {

    static final String PATH = "/webhooks/heyloyalty";

    /** Hundreds of times what a member with every field takes. */
    static final int LARGEST_BODY = 256 * 1024;

    private final Webhooks webhooks;

    HeyLoyaltyWebhook(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        webhooks.take("direct:receive-heyloyalty-webhook", LARGEST_BODY, request, response);
    }
}
