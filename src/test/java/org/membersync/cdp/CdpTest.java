package org.membersync.cdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.cdp.AudienceEvent.Kind;
import org.membersync.failure.TransientException;

/** What a CDP pushes and answers, and what it must not. */
class CdpTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

    private final AudienceEvents events = new AudienceEvents(CLOCK);
    private final CdpFeed feed = new CdpFeed(CLOCK);

    @Test
    void readsEveryKindOfEvent() {
        assertThat(events.read("""
                [{"type":"entered","audienceId":"a","identifierType":"EMAIL","identifierValue":" A@B.dk ","time":"2026-01-31T10:00:00+01:00"},
                 {"type":"left","audienceId":"a","identifierValue":"a@b.dk","time":"2026-01-31T10:00:00Z"},
                 {"type":"attributeChanged","attributeId":"v","identifierValue":"a@b.dk","value":12.50,"time":"2026-01-31T10:00:00Z"},
                 {"type":"attributeChanged","attributeId":"v","identifierValue":"a@b.dk","value":null,"time":"2026-01-31T10:00:00Z"},
                 {"type":"audienceDeleted","audienceId":"a","time":"2026-01-31T10:00:00Z"},
                 {"type":"audienceRenamed","audienceId":"a","name":"New","time":"2026-01-31T10:00:00Z"}]"""))
                .containsExactly(
                        event(Kind.ENTERED, "audience:a", "a@b.dk", null, "2026-01-31T09:00:00Z"),
                        event(Kind.LEFT, "audience:a", "a@b.dk", null, "2026-01-31T10:00:00Z"),
                        event(Kind.CHANGED, "attribute:v", "a@b.dk", "12.5", "2026-01-31T10:00:00Z"),
                        event(Kind.CHANGED, "attribute:v", "a@b.dk", null, "2026-01-31T10:00:00Z"),
                        event(Kind.DELETED, "audience:a", "", null, "2026-01-31T10:00:00Z"),
                        event(Kind.RENAMED, "audience:a", "", "New", "2026-01-31T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[1]",
                "{\"type\":\"other\",\"time\":\"2026-01-31T10:00:00Z\"}",
                "{\"type\":\"left\",\"audienceId\":\"a\",\"identifierValue\":\"zqx@b.dk\"}",
                "{\"type\":\"left\",\"audienceId\":\"a\",\"identifierValue\":\"zqx@b.dk\",\"time\":\"2026-01-31T13:00:00Z\"}",
                "{\"type\":\"left\",\"audienceId\":\"a\",\"identifierValue\":\"zqx\",\"time\":\"2026-01-31T10:00:00Z\"}",
                "{\"type\":\"left\",\"audienceId\":\"a\",\"identifierType\":\"phone\",\"identifierValue\":\"zqx@b.dk\",\"time\":\"2026-01-31T10:00:00Z\"}",
                "{\"type\":\"left\",\"identifierValue\":\"zqx@b.dk\",\"time\":\"2026-01-31T10:00:00Z\"}",
                "{\"type\":\"attributeChanged\",\"attributeId\":\"a\",\"identifierValue\":\"zqx@b.dk\",\"time\":\"2026-01-31T10:00:00Z\"}"
            })
    void refusesWhatIsNoEventWithoutQuotingAnything(String body) {
        assertThatThrownBy(() -> events.read(body))
                .isInstanceOf(MalformedAudienceEventException.class)
                .hasMessageNotContaining("zqx");
    }

    @Test
    void readsSnapshotsAndChanges() {
        CdpRequest snapshot = feed.snapshot("5d8/22");
        assertThat(snapshot.path()).isEqualTo("/api/v3/membership/5d8%2F22");
        assertThat(
                        feed.readSnapshot(
                                snapshot,
                                feed.read(
                                        snapshot,
                                        200,
                                        null,
                                        "{\"sequenceNumber\":7,\"profiles\":[\"A@b.dk\",{\"identifierValue\":\"c@d.dk\"},{}]}")))
                .isEqualTo(new MembershipSnapshot(7, java.util.List.of("a@b.dk", "c@d.dk")));
        CdpRequest changes = feed.changes(7);
        assertThat(changes.path()).isEqualTo("/api/v3/membership/changes/email");
        MembershipChanges read = feed.readChanges(changes, feed.read(changes, 200, null, """
                        {"sequenceNumber":9,"changes":[{"type":"Entered","audienceId":"a","identifierValue":"a@b.dk",
                        "time":"2026-01-31T10:00:00Z","sequenceNumber":"8"}]}"""));
        assertThat(read.position()).isEqualTo(9);
        assertThat(read.changes().get(0).position()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "410,true,org.membersync.cdp.SequenceRefusedException",
        "400,true,org.membersync.cdp.SequenceRefusedException",
        "404,false,org.membersync.cdp.AudienceGoneException",
        "401,false,org.membersync.failure.AccessException",
        "503,true,org.membersync.failure.SystemUnavailableException",
        "404,true,org.membersync.failure.PermanentException"
    })
    void tellsItsRefusalsApart(int status, boolean ofChanges, Class<? extends Exception> failure) {
        CdpRequest request = ofChanges ? feed.changes(1) : feed.snapshot("a");
        assertThatThrownBy(() -> feed.read(request, status, null, "{}")).isExactlyInstanceOf(failure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"sequenceNumber\":1}",
                "{\"changes\":[]}",
                "{\"sequenceNumber\":1,\"changes\":[{\"type\":\"moved\",\"audienceId\":\"a\"}]}",
                "{\"sequenceNumber\":1,\"changes\":[{\"type\":\"left\",\"audienceId\":\"a\",\"identifierValue\":\"a@b.dk\",\"sequenceNumber\":1}]}"
            })
    void saysWhenAnAnswerLooksOtherwiseThanAssumed(String body) {
        CdpRequest request = feed.changes(1);
        assertThatThrownBy(() -> feed.readChanges(request, feed.read(request, 200, null, body)))
                .isInstanceOf(TransientException.class)
                .hasMessageContaining("a form that this version does not know");
    }

    private static AudienceEvent event(Kind kind, String item, String identifier, String value, String at) {
        return new AudienceEvent(kind, item, identifier, value, Instant.parse(at));
    }
}
