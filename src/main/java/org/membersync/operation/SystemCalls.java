package org.membersync.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.cdp.CdpRequest;
import org.membersync.heyloyalty.HeyLoyaltyRequest;

/** Calls both systems and runs routes from Java, through the same routes as the synchronization itself. */
class SystemCalls {

    private final ProducerTemplate camel;

    SystemCalls(ProducerTemplate camel) {
        this.camel = camel;
    }

    /**
     * An answer.
     *
     * @param date the header {@code Date}, null when there is none
     */
    record Answer(JsonNode body, String date) {}

    /** Asks Business Central; its failures come as they are. */
    Answer ask(BusinessCentralRequest request) {
        Exchange exchange = run("direct:call-business-central", request, Map.of());
        return new Answer(
                exchange.getMessage().getBody(JsonNode.class), exchange.getVariable("answeredAt", String.class));
    }

    /** Asks HeyLoyalty; its failures come as they are. */
    Answer ask(HeyLoyaltyRequest request) {
        Exchange exchange = run("direct:call-heyloyalty", request, Map.of());
        return new Answer(
                exchange.getMessage().getBody(JsonNode.class),
                exchange.getMessage().getHeader("Date", String.class));
    }

    /** Asks the CDP; its failures come as they are. */
    JsonNode ask(CdpRequest request) {
        return run("direct:call-cdp", request, Map.of()).getMessage().getBody(JsonNode.class);
    }

    /**
     * Runs a route to its end.
     *
     * @return the exchange as the route left it
     */
    Exchange run(String route, Object body, Map<String, Object> variables) {
        Exchange exchange = attempt(route, body, variables);
        if (exchange.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        if (exchange.getException() != null) {
            throw new CamelExecutionException("The route " + route + " failed", exchange, exchange.getException());
        }
        return exchange;
    }

    /** Runs a route to its end; a failure stays in the exchange. */
    Exchange attempt(String route, Object body, Map<String, Object> variables) {
        return camel.send(route, exchange -> {
            exchange.getMessage().setBody(body);
            variables.forEach(exchange::setVariable);
        });
    }
}
