package org.membersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.junit.jupiter.api.Test;

class SendingWindowTest {

    private final ExecChain chain = mock(ExecChain.class);
    private final ClassicHttpRequest request = mock(ClassicHttpRequest.class);
    private final ClassicHttpResponse response = mock(ClassicHttpResponse.class);
    private long nanos;
    private final SendingWindow window = new SendingWindow(Duration.ofSeconds(10), () -> nanos);

    @Test
    void sendsAWriteRightAfterTheProof() throws Exception {
        when(chain.proceed(request, null)).thenReturn(response);
        window.open();
        pass(Duration.ofSeconds(10));

        assertThat(window.execute(request, null, chain)).isSameAs(response);
    }

    @Test
    void doesNotSendAWriteAfterALongPause() throws Exception {
        window.open();
        pass(Duration.ofSeconds(11));

        assertThatThrownBy(() -> window.execute(request, null, chain)).isInstanceOf(IOException.class);

        verify(chain, never()).proceed(request, null);
    }

    @Test
    void letsAnyOtherCallPassWhenever() throws Exception {
        when(chain.proceed(request, null)).thenReturn(response);
        window.open();
        window.close();
        pass(Duration.ofHours(1));
        assertThat(window.execute(request, null, chain)).isSameAs(response);

        window.open();
        window.execute(request, null, chain);
        pass(Duration.ofHours(1));
        assertThat(window.execute(request, null, chain))
                .as("the proof was for one call")
                .isSameAs(response);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
