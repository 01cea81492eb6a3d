package org.membersync.sync;

import java.util.concurrent.atomic.AtomicReference;
import org.membersync.businesscentral.Authorization;
import org.membersync.businesscentral.AuthorizationHeader;
import org.membersync.businesscentral.BusinessCentralAnswers;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.failure.TransientException;

/** The steps around each call to Business Central. */
public class BusinessCentralCalls {

    private final Authorization authorization;
    private final BusinessCentralAnswers answers;
    private final AtomicReference<String> lastRefused = new AtomicReference<>();

    BusinessCentralCalls(Authorization authorization, BusinessCentralAnswers answers) {
        this.authorization = authorization;
        this.answers = answers;
    }

    /** The header that authorises the request; may fetch a token. */
    public AuthorizationHeader authorize(BusinessCentralRequest request) {
        return authorization.header(request.front());
    }

    /**
     * The body of a good answer, or the refusal it is. A token that was refused is tried again with a new one; a new one that
     * is refused too means that the access itself is.
     *
     * @throws TransientException when asking again can help
     */
    public Object read(
            BusinessCentralRequest request, AuthorizationHeader header, int status, String retryAfter, String body) {
        if (status == 401 && header.value().startsWith("Bearer ")) {
            authorization.refused(header);
            String before = lastRefused.getAndSet(header.value());
            if (before == null || before.equals(header.value())) {
                throw new TransientException(
                        "token-refused", "Business Central refused a token before its end: a new one is fetched", null);
            }
        }
        Object answer = Answers.orRefusal(() -> answers.read(request, status, retryAfter, body));
        if (status / 100 == 2) {
            lastRefused.set(null);
        }
        return answer;
    }
}
