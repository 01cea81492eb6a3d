package org.membersync.businesscentral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AuthorizationTest {

    private final AtomicInteger fetches = new AtomicInteger();
    private final Authorization oauth2 = Authorization.oauth2(new AccessTokens(
            Clock.systemUTC(), () -> new TokenAnswer("t" + fetches.incrementAndGet(), Duration.ofHours(1))));

    @Test
    void sendsTokenToBothFronts() {
        AuthorizationHeader header = new AuthorizationHeader("Authorization", "Bearer t1");

        assertThat(oauth2.header(Front.ODATA)).isEqualTo(header);
        assertThat(oauth2.header(Front.RETAIL)).isEqualTo(header);
    }

    @Test
    void takesNewTokenAfterARefusal() {
        oauth2.refused(oauth2.header(Front.ODATA));

        assertThat(oauth2.header(Front.ODATA).value()).isEqualTo("Bearer t2");
    }

    @Test
    void sendsUserAndPasswordToBothFronts() {
        Authorization basic = Authorization.basic("bruger", "nøgle");

        assertThat(basic.header(Front.ODATA))
                .isEqualTo(new AuthorizationHeader("Authorization", "Basic YnJ1Z2VyOm7DuGdsZQ=="))
                .isEqualTo(basic.header(Front.RETAIL));
    }

    @Test
    void sendsKeyToTheRetailFrontAlone() {
        Authorization authorization = Authorization.apiKey("key", oauth2);

        assertThat(authorization.header(Front.RETAIL)).isEqualTo(new AuthorizationHeader("x-np-api-key", "key"));
        AuthorizationHeader odata = authorization.header(Front.ODATA);
        assertThat(odata.value()).isEqualTo("Bearer t1");

        authorization.refused(odata);
        assertThat(authorization.header(Front.ODATA).value()).isEqualTo("Bearer t2");
    }
}
