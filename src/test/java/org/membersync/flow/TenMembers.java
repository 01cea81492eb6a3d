package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.membersync.demo.NewMember;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.Newsletter;
import org.membersync.state.Failures.Failure;
import org.membersync.support.World;

/** Ten persons to each of whom something else happens; one round of them is as good as another. */
final class TenMembers {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final List<String> LINKED =
            List.of("adresse", "nej", "afmeldt", "sport", "anonym", "igen", "fornyet");
    private static final List<String> ALL =
            Stream.concat(LINKED.stream(), Stream.of("ny", "fundet", "ukendt")).toList();

    private final World world;
    private final int round;
    private final Map<String, String> numbers = new TreeMap<>();
    private String erasedEntry;

    TenMembers(World world, int round) {
        this.world = world;
        this.round = round;
    }

    /** Who is on the list before anything happens; a run must follow. */
    void join() {
        LINKED.forEach(this::add);
    }

    /** One of those who joined says no; a run must follow. */
    void sayNo() {
        erasedEntry = entries("anonym").get(0).id();
        world.businessCentral().newsletter(numbers.get("igen"), Newsletter.NO);
    }

    /** What happens to the ten. */
    void change() {
        world.heyLoyalty().add(Map.of("email", email("fundet"), "firstname", "Fundet", "reference", "x1"));
        String unsubscribed = entries("afmeldt").get(0).id();
        world.heyLoyalty().unsubscribe(unsubscribed);
        add("ny");
        add("fundet");
        numbers.put(
                "ukendt", world.businessCentral().add(member("ukendt").with(fields -> fields.country("XK", "Kosovo"))));
        world.businessCentral().change(numbers.get("adresse"), fields -> fields.address("Søndergade 1"));
        world.businessCentral().newsletter(numbers.get("nej"), Newsletter.NO);
        world.businessCentral().change(numbers.get("afmeldt"), fields -> fields.city("Ærøskøbing"));
        world.businessCentral().attribute(numbers.get("sport"), "SPORT", "HANDBALL");
        world.businessCentral().anonymise(numbers.get("anonym"));
        world.businessCentral().newsletter(numbers.get("igen"), Newsletter.YES);
        world.businessCentral().renew(membership("fornyet"), "MM-LIFETIME", TODAY.minusDays(1), TODAY.plusYears(3));
    }

    /** What the list holds of each of the ten, without what differs from round to round. */
    Map<String, List<String>> outcome() {
        Map<String, List<String>> outcome = new TreeMap<>();
        ALL.forEach(name -> outcome.put(
                name, entries(name).stream().map(this::shown).sorted().toList()));
        outcome.put("erased", List.of(String.valueOf(world.heyLoyalty().isErased(erasedEntry))));
        outcome.put("parked", parked().map(Failure::reason).sorted().toList());
        return outcome;
    }

    /** Parked members of this round. */
    Stream<Failure> parked() {
        Set<String> mine = new TreeSet<>(numbers.values());
        return world.parked().stream().filter(failure -> mine.contains(failure.memberNumber()));
    }

    /** Who may be subscribed although an entry with the address was unsubscribed: only who said yes again. */
    static boolean mayBeSubscribed(String email) {
        return email.startsWith("igen-");
    }

    private void add(String name) {
        numbers.put(name, world.businessCentral().add(member(name)));
    }

    private NewMember member(String name) {
        // The same order in every round, so that call numbers mean the same.
        String id = String.format("%08x-0000-4000-8000-%012x", round, ALL.indexOf(name));
        return World.member(name).id(UUID.fromString(id).toString()).with(fields -> fields.email(email(name))
                .firstName(name));
    }

    private String email(String name) {
        return name + "-" + round + "@example.dk";
    }

    private List<HeyLoyaltyMember> entries(String name) {
        List<HeyLoyaltyMember> found = world.heyLoyalty().membersByEmail(email(name));
        if (LINKED.contains(name) && erasedEntry == null) {
            assertThat(found).as("entries of %s", name).hasSize(1);
        }
        return found;
    }

    private String membership(String name) {
        return world.businessCentral()
                .member(numbers.get(name))
                .orElseThrow()
                .memberships()
                .get(0)
                .number();
    }

    private String shown(HeyLoyaltyMember entry) {
        return entry.status() + " "
                + entry.fields().entrySet().stream()
                        .filter(field -> !Set.of("email", "membership_no").contains(field.getKey()))
                        .map(field -> field.getKey() + "=" + field.getValue().text())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
