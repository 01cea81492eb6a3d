package org.membersync.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedHeyLoyaltyTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private final SimulatedHeyLoyalty hl = SimulatedHeyLoyalty.start(0);
    private final Http http = new Http();
    private final String list = hl.apiUrl() + "/lists/" + DemoConfiguration.LIST_ID;
    private final String members = list + "/members";

    @BeforeEach
    void sign() {
        sign(http, ZonedDateTime.now(ZoneOffset.UTC), DemoConfiguration.HEYLOYALTY_API_SECRET);
    }

    /** A caller whose calls are allowed for some minutes. */
    static Http signed() {
        Http http = new Http();
        sign(http, ZonedDateTime.now(ZoneOffset.UTC), DemoConfiguration.HEYLOYALTY_API_SECRET);
        return http;
    }

    private static void sign(Http http, ZonedDateTime time, String secret) {
        String timestamp = DateTimeFormatter.RFC_1123_DATE_TIME.format(time);
        String user = DemoConfiguration.HEYLOYALTY_API_KEY + ":" + Signature.sign(secret, timestamp);
        http.header("X-Request-Timestamp", timestamp)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void stop() {
        hl.close();
    }

    private List<String> ids(Http.Reply reply) {
        List<String> ids = new ArrayList<>();
        reply.json().get("members").forEach(member -> ids.add(member.get("id").asText()));
        return ids;
    }

    private String value(String id, String field) {
        return hl.member(id).orElseThrow().field(field).text();
    }

    @Test
    void refusesAWrongSignatureAndAnOldTimestamp() {
        sign(http, ZonedDateTime.now(ZoneOffset.UTC), "wrong");
        assertThat(http.get(list).status()).isEqualTo(401);
        sign(http, ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(16), DemoConfiguration.HEYLOYALTY_API_SECRET);
        Http.Reply old = http.get(list);
        assertThat(old.status()).isEqualTo(401);
        assertThat(old.json().get("message").asText()).isEqualTo("Unauthorized");
    }

    @Test
    void forgetsARemovedMemberWholly() {
        String gone = hl.add(Map.of("email", "gone@example.dk", "firstname", "Åse"));
        String left = hl.add(Map.of("email", "left@example.dk"));
        hl.remove(gone);
        assertThat(http.get(members + "/" + gone).status()).isEqualTo(404);
        assertThat(ids(http.get(members + "?perpage=10"))).containsExactly(left);
        assertThat(hl.membersByEmail("gone@example.dk")).isEmpty();
        assertThat(hl.activeCount()).isEqualTo(1);
    }

    @Test
    void signsTheHexTextOfTheHmac() {
        String text = new String(
                Base64.getDecoder().decode(Signature.sign("s", "Fri, 24 May 2013 13:16:26 GMT")),
                StandardCharsets.US_ASCII);
        assertThat(text).hasSize(64).matches("[0-9a-f]+");
    }

    @Test
    void takesMembersInEveryFormOfThePhpClient() {
        String boundary = "----x1";
        String multipart = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"firstname\"\r\n\r\nÅse\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\naase@example.dk\r\n--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"interests[0]\"\r\n\r\n7\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"interests[1]\"\r\n\r\n8\r\n--" + boundary + "--\r\n";
        Http.Reply first = http.send("POST", members, "multipart/form-data; boundary=" + boundary, multipart);
        assertThat(first.status()).isEqualTo(201);
        String id = first.json().get("id").asText();
        assertThat(value(id, "firstname")).isEqualTo("Åse");
        assertThat(hl.member(id).orElseThrow().field("interests").values()).containsExactly("7", "8");

        assertThat(http.send("POST", members, FORM, "email=bo%40example.dk&interests%5B%5D=7&interests%5B%5D=9")
                        .status())
                .isEqualTo(201);
        assertThat(http.send("POST", members + "?email=carl@example.dk&firstname=Carl", null, null)
                        .status())
                .isEqualTo(201);
        assertThat(http.json("POST", members, "{\"email\":\"dorte@example.dk\",\"interests\":[\"7\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(hl.activeCount()).isEqualTo(4);
    }

    @Test
    void refusesWhatTheListDoesNotTake() {
        assertThat(refusal("{\"email\":\"a@example.dk\",\"sex\":\"3\"}")).contains("option");
        assertThat(refusal("{\"email\":\"a@example.dk\",\"postalcode\":\"123 45\"}"))
                .contains("number");
        assertThat(refusal("{\"email\":\"a@example.dk\",\"birthdate\":\"31-12-1980\"}"))
                .contains("date");
        assertThat(refusal("{\"email\":\"a@example.dk\",\"address\":\"" + "x".repeat(256) + "\"}"))
                .contains("255");
        assertThat(refusal("{\"email\":\"a@example.dk\",\"nope\":\"1\"}")).contains("nope");
        assertThat(refusal("{\"firstname\":\"Ida\"}")).contains("email");
    }

    private String refusal(String body) {
        Http.Reply reply = http.json("POST", members, body);
        assertThat(reply.status()).isEqualTo(400);
        return reply.json().get("error").asText();
    }

    @Test
    void refusesADuplicateOfAnActiveMemberOnly() {
        String id = hl.add(Map.of("email", "eva@example.dk"));
        assertThat(refusal("{\"email\":\"Eva@example.dk\"}")).contains("exists");
        hl.unsubscribe(id);
        assertThat(http.json("POST", members, "{\"email\":\"eva@example.dk\"}").status())
                .isEqualTo(201);
    }

    @Test
    void changesWhatPatchSendsAndEmptiesWhatPutLeavesOut() {
        String id = hl.add(Map.of("email", "fie@example.dk", "firstname", "Fie", "city", "Ribe"));
        assertThat(http.send("PATCH", members + "/" + id, FORM, "city=Skagen").status())
                .isIn(200, 204);
        assertThat(value(id, "city") + value(id, "firstname")).isEqualTo("SkagenFie");
        assertThat(http.send("PUT", members + "/" + id, FORM, "email=fie@example.dk")
                        .status())
                .isEqualTo(204);
        assertThat(value(id, "firstname")).isEmpty();
        assertThat(hl.violations()).isEmpty();
    }

    @Test
    void reactivatesAnUnsubscribedMemberOnUpdateAndNotesIt() {
        String id = hl.add(Map.of("email", "gerda@example.dk"));
        http.send("DELETE", members + "/" + id, null, null);
        assertThat(hl.activeCount()).isZero();
        http.send("PATCH", members + "/" + id, FORM, "city=Vejle");
        assertThat(hl.activeCount()).isEqualTo(1);
        assertThat(hl.violations()).singleElement().asString().contains("re-activated", id);
        assertThat(hl.violations().toString()).doesNotContain("gerda");
    }

    @Test
    void notesASubscriptionOfAnAddressThatWithdrewItsConsent() {
        hl.watchConsent(email -> false);
        hl.unsubscribe(hl.add(Map.of("email", "hans@example.dk")));
        http.json(
                "POST", members + "/upsert", "{\"unique_field\":\"email\",\"member\":{\"email\":\"hans@example.dk\"}}");
        assertThat(hl.violations()).hasSize(1);
    }

    @Test
    void erasesThePersonalDataAndNotesWritesAfterwards() {
        String id = hl.add(Map.of("email", "inger@example.dk", "firstname", "Inger"));
        assertThat(http.send("DELETE", members + "/" + id + "?obscureMemberData=true", null, null)
                        .status())
                .isEqualTo(204);
        assertThat(http.get(members + "/" + id).body()).doesNotContain("nger");
        assertThat(hl.isErased(id)).isTrue();
        http.send("PATCH", members + "/" + id, FORM, "city=Vejle");
        assertThat(hl.violations()).singleElement().asString().contains("erased");
    }

    @Test
    void listsUnsubscribedMembersOnlyWhenAskedFor() {
        String active = hl.add(Map.of("email", "jan@example.dk"));
        String gone = hl.add(Map.of("email", "kim@example.dk"));
        hl.unsubscribe(gone);
        assertThat(ids(http.get(members))).containsExactly(active);
        assertThat(ids(http.get(members + "?filter[status][eq][]=unsubscribed")))
                .containsExactly(gone);
        assertThat(ids(http.get(members + "?filter[status][in][]=active&filter[status][in][]=unsubscribed")))
                .containsExactly(active, gone);
        Http.Reply newest = http.get(members
                + "?filter[status][in][0]=active&filter[status][in][1]=unsubscribed&orderby=updated_at&order=-1");
        assertThat(ids(newest)).containsExactly(gone, active);
        assertThat(newest.json().get("total").asInt()).isEqualTo(2);
        assertThat(ids(http.get(members + "?filter[email][eq][]=KIM@example.dk&filter[status][in][]=unsubscribed")))
                .containsExactly(gone);
        assertThat(ids(http.get(members + "?filter[email][sw][0]=jan"))).containsExactly(active);
        assertThat(ids(http.get(members + "?filter[email][sw][0]=x&filter[firstname][ie][]=1&logic=or")))
                .containsExactly(active);
        assertThat(ids(http.get(members + "?page=2&perpage=1"))).isEmpty();
    }

    @Test
    void showsAMemberInBothForms() {
        String id = hl.add(Map.of("email", "lis@example.dk", "country", "53", "interests", "7,8"));
        JsonNode member = http.get(members + "/" + id).json();
        assertThat(member.at("/fields/country/options/53").asText()).isEqualTo("Denmark");
        assertThat(member.at("/fields/interests/value/1").asText()).isEqualTo("8");
        assertThat(member.at("/fields/birthdate/value").asText()).isEqualTo("0000-00-00");
        assertThat(member.at("/status/status").asText()).isEqualTo("active");
        hl.flatAnswers(true);
        member = http.get(members + "/" + id).json();
        assertThat(member.at("/country/id").asText()).isEqualTo("53");
        assertThat(member.at("/interests/1/value").asText()).isEqualTo("Books");
    }

    @Test
    void describesTheListAndItsCountriesAndTakesNewOptions() {
        assertThat(http.get(hl.apiUrl() + "/lists").json().at("/0/id").asText()).isEqualTo(DemoConfiguration.LIST_ID);
        assertThat(http.get(hl.apiUrl() + "/lists/countries").json().get("53").asText())
                .isEqualTo("Denmark");
        assertThat(http.get(hl.apiUrl() + "/lists/1").status()).isEqualTo(404);
        Http.Reply changed = http.json(
                "PATCH",
                list.replace("/v1/", "/v2/"),
                "{\"fields\":[{\"type\":\"custom\",\"name\":\"favourite_sport\",\"format\":\"choice\",\"label\":\"Sport\","
                        + "\"options\":[{\"label\":\"Curling\"},{\"label\":\"Football\"}]}]}");
        assertThat(changed.json().at("/fields/favourite_sport/options").size()).isEqualTo(6);
        assertThat(hl.fieldOptions("favourite_sport")).containsValue("Curling");
    }

    @Test
    void unsubscribesByField() {
        hl.add(Map.of("email", "mads@example.dk"));
        http.json(
                "DELETE",
                hl.apiUrl().replace("/v1", "/v2") + "/lists/members/byfield",
                "{\"field\":\"email\",\"value\":\"mads@example.dk\",\"lists\":[1717]}");
        assertThat(hl.activeCount()).isZero();
    }

    @Test
    void playsTheScriptedFaults() {
        hl.faults().next(Fault.status(429).retryAfter("3"));
        Http.Reply tooFast = http.get(list);
        assertThat(tooFast.status()).isEqualTo(429);
        assertThat(tooFast.response().headers().firstValue("Retry-After")).contains("3");
        hl.faults().next("POST .*/members$", Fault.resetAfter());
        hl.faults().next("PATCH", Fault.resetBefore());
        assertThat(http.get(list).status()).isEqualTo(200);
        assertThatThrownBy(() -> http.trySend("POST", members, FORM, "email=nina@example.dk"))
                .isInstanceOf(IOException.class);
        assertThat(hl.membersByEmail("nina@example.dk")).hasSize(1);
        String id = hl.membersByEmail("nina@example.dk").get(0).id();
        assertThatThrownBy(() -> http.trySend("PATCH", members + "/" + id, FORM, "city=Ribe"))
                .isInstanceOf(IOException.class);
        assertThat(value(id, "city")).isEmpty();
        hl.faults().onCall(6, Fault.html());
        hl.faults().onCall(5, Fault.cutBody());
        hl.calls().reset();
        for (int i = 0; i < 4; i++) {
            http.get(list);
        }
        assertThatThrownBy(() -> http.trySend("GET", list, null, null)).isInstanceOf(IOException.class);
        assertThat(http.get(list).body()).startsWith("<html>");
        assertThat(hl.calls().count("list")).isGreaterThanOrEqualTo(5);
    }
}
