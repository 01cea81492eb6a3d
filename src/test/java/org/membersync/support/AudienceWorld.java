package org.membersync.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.membersync.demo.SimulatedCdp;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.operation.SyncRun;

/** A {@link World} with a customer data platform whose audiences are activated. */
public final class AudienceWorld implements AutoCloseable {

    public static final String CATS = "5d822e81";
    public static final String DOGS = "61aa04f2";
    public static final String CATS_FIELD = "cdp_cats";
    public static final String DOGS_FIELD = "cdp_dogs";
    public static final String VALUE_FIELD = "cdp_value";
    public static final String ACTIVATION = """
            name: Club
            errorEmail: marketing@example.dk
            audiences:
              - { id: "5d822e81", name: Cat owners, field: cdp_cats }
              - { id: "61aa04f2", name: Dog owners, field: cdp_dogs, label: Dogs, in: "Yes", out: "No" }
            attributes:
              - { id: value, name: Value, field: cdp_value, format: number }
            """;

    private static final String PASSWORD = "made-up-cdp-password";
    private static final String KEY = "made-up-cdp-key";

    private final World world;
    private final SimulatedCdp cdp;
    private final Path mappings;
    private final List<Map<String, Object>> told = new ArrayList<>();

    private AudienceWorld(World world, SimulatedCdp cdp, Path mappings) {
        this.world = world;
        this.cdp = cdp;
        this.mappings = mappings;
    }

    /** @param folder an empty one, for the mapping files */
    public static AudienceWorld in(Path folder, World world, Clock clock) {
        SimulatedCdp cdp = SimulatedCdp.start(0, clock, KEY);
        cdp.addAudience(CATS, "Cat owners");
        cdp.addAudience(DOGS, "Dog owners");
        AudienceWorld audiences = new AudienceWorld(world, cdp, folder);
        cdp.push(audiences.told::add);
        try (Stream<Path> files = Files.list(Path.of("mappings"))) {
            Files.createDirectories(folder.resolve("activations"));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        audiences.activation("club.yaml", ACTIVATION);
        world.with("membersync.mappings", folder.toUri().toString())
                .with("membersync.audiences.password", PASSWORD)
                .with("membersync.audiences.api-key", KEY);
        return audiences;
    }

    /** The change feed of the CDP is read too. */
    public AudienceWorld polled() {
        world.with("membersync.audiences.api-url", cdp.apiUrl());
        return this;
    }

    /** Writes an activation file. */
    public void activation(String file, String yaml) {
        try {
            Files.writeString(mappings.resolve("activations").resolve(file), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public World world() {
        return world;
    }

    public SimulatedCdp cdp() {
        return cdp;
    }

    /** What the CDP told since the last call, in its order; it is up to the caller what becomes of it. */
    public List<Map<String, Object>> told() {
        List<Map<String, Object>> events = List.copyOf(told);
        told.clear();
        return events;
    }

    /** Pushes what the CDP told since. */
    public void push() {
        List<Map<String, Object>> events = told();
        if (!events.isEmpty()) {
            int status = post(SimulatedCdp.json(events)).statusCode();
            if (status != 202) {
                throw new IllegalStateException("The push was answered " + status);
            }
        }
    }

    /** Pushes that body. */
    public HttpResponse<String> post(String body) {
        String login = Base64.getEncoder().encodeToString(("cdp:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return post(body, "Basic " + login);
    }

    /** Pushes that body with that proof. */
    public HttpResponse<String> post(String body, String authorization) {
        String port = world.program().getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/audiences/events"))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The fields of {@link #ACTIVATION}. */
    public static final Set<String> FIELDS = Set.of(CATS_FIELD, DOGS_FIELD, VALUE_FIELD);

    /** One run: everything is read and worked on. */
    public SyncRun.Report run() {
        return world.bean(SyncRun.class).run();
    }

    /** The entry of that address, whatever its status. */
    public HeyLoyaltyMember entry(String email) {
        List<HeyLoyaltyMember> entries = world.heyLoyalty().membersByEmail(email);
        return entries.get(entries.size() - 1);
    }

    /** The label of the option that the entry's field holds, the text of any other field, empty for none. */
    public String shown(String email, String field) {
        String value = entry(email).field(field).text();
        return world.heyLoyalty().fieldOptions(field).getOrDefault(value, value);
    }

    @Override
    public void close() {
        world.close();
        cdp.close();
    }
}
