package org.membersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.membersync.failure.SystemUnavailableException;

class ConnectionsTest {

    private static final String SECRET_PART = "tenant-7";

    @Test
    void namesTheHostThatNoNetworkKnows() {
        assertThat(message(new UnknownHostException("x")))
                .contains("HeyLoyalty", "host name api.example.dk:8443", "MEMBERSYNC_HEYLOYALTY_APIURL");
    }

    @Test
    void namesTheAddressWhereNobodyAnswers() {
        assertThat(message(new ConnectException("refused")))
                .contains("nobody answers at api.example.dk:8443", "membersync.heyloyalty.api-url");
    }

    @Test
    void tellsAnUntrustedCertificateFromSilence() {
        assertThat(message(new SSLHandshakeException("x"))).contains("certificates that this Java trusts");
        assertThat(message(new SocketTimeoutException("x"))).contains("did not answer in time");
    }

    @Test
    void tellsOfOtherTroubleTheKindAlone() {
        assertThat(message(new IOException("anna@example.dk")))
                .contains("broke (IOException)")
                .doesNotContain("anna");
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheSettingOfEverySystem(SystemAddress address) {
        assertThat(address.setting()).matches("membersync\\.[a-z-]+\\.[a-z-]+-url \\(MEMBERSYNC_[A-Z]+_[A-Z]+URL\\)");
        assertThat(SystemAddress.named(address.routeName())).contains(address);
    }

    private static String message(IOException failure) {
        Connections connections = new Connections(address -> "https://api.example.dk:8443/" + SECRET_PART);
        SystemUnavailableException[] thrown = new SystemUnavailableException[1];
        assertThatThrownBy(() -> connections.broken("heyloyalty", failure))
                .isInstanceOfSatisfying(SystemUnavailableException.class, e -> thrown[0] = e);
        assertThat(thrown[0].reason()).isEqualTo("connection");
        assertThat(thrown[0].getMessage()).doesNotContain(SECRET_PART);
        return thrown[0].getMessage();
    }
}
