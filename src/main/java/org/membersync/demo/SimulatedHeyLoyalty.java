package org.membersync.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;

/**
 * A HeyLoyalty with one list that exists only in memory and listens on loopback, as {@code contracts/heyloyalty-api.md}
 * describes it, traps included. Safe for many threads.
 */
public final class SimulatedHeyLoyalty implements AutoCloseable {

    /** The id of Heybooking's only integration. */
    public static final String INTEGRATION_ID = "demo-integration";

    private final HeyLoyaltyOptions options;
    private final ConsentWatch watch = new ConsentWatch();
    private final ListFields fields = new ListFields();
    private final EntryJson json = new EntryJson(fields);
    private final Webhooks webhooks = new Webhooks();
    private final WebhookSender sender;
    private final MemberList list;
    private final ListFront front;
    private final BookingImports imports = new BookingImports(INTEGRATION_ID);
    private final Signature signature;
    private final RateLimit rateLimit;
    private volatile String rateLimitRetryAfter;
    private volatile boolean keyRefused;
    private final List<SimulatedHeyLoyalty> others = new CopyOnWriteArrayList<>();
    private SimulatedServer server;

    private SimulatedHeyLoyalty(HeyLoyaltyOptions options) {
        this.options = options;
        sender = new WebhookSender(options, json, webhooks);
        list = new MemberList(options.clock(), watch, sender::changed);
        front = new ListFront(options, list, fields, json, watch, webhooks);
        signature = new Signature(options);
        rateLimit = new RateLimit(options.clock());
    }

    /** Starts with {@link HeyLoyaltyOptions#defaults()}; port 0 takes any free one. */
    public static SimulatedHeyLoyalty start(int port) {
        return start(port, HeyLoyaltyOptions.defaults());
    }

    /** Starts on 127.0.0.1; port 0 takes any free one. */
    public static SimulatedHeyLoyalty start(int port, HeyLoyaltyOptions options) {
        SimulatedHeyLoyalty simulated = new SimulatedHeyLoyalty(options);
        simulated.server = SimulatedServer.start("heyloyalty", port, simulated::answer);
        return simulated;
    }

    /** Another account of the same HeyLoyalty, with a list of its own; it ends with this one. */
    public SimulatedHeyLoyalty beside(HeyLoyaltyOptions account) {
        SimulatedHeyLoyalty other = new SimulatedHeyLoyalty(account);
        other.server = server;
        others.add(other);
        return other;
    }

    private boolean isMeant(Call call) {
        List<String> path = call.segments();
        return path.size() > 3 && path.get(2).equals("lists") && path.get(3).equals(options.listId());
    }

    private Answer answer(Call call) {
        for (SimulatedHeyLoyalty other : others) {
            if (other.isMeant(call)) {
                return other.answer(call);
            }
        }
        if (keyRefused || !signature.allows(call)) {
            return new HeyLoyaltyError(401, "Unauthorized").answer();
        }
        if (rateLimit.refuses()) {
            Answer refusal = new HeyLoyaltyError(429, "Too Many Requests").answer();
            return rateLimitRetryAfter == null ? refusal : refusal.with("Retry-After", rateLimitRetryAfter);
        }
        return call.rawPath().startsWith("/api/booking/") ? imports.answer(call) : front.answer(call);
    }

    /** Whether the account's key is refused from now on. */
    public void refuseKey(boolean refused) {
        keyRefused = refused;
    }

    /** Setting {@code api-url}: ends with {@code /loyalty/v1}. */
    public String apiUrl() {
        return server.address() + "/loyalty/v1";
    }

    /** Setting {@code membersync.heybooking.api-url}. */
    public String heybookingUrl() {
        return server.address() + "/api";
    }

    /** The bookings that were imported into Heybooking: id to column to value. */
    public Map<String, Map<String, String>> bookings() {
        return imports.bookings();
    }

    /** What Heybooking wrote to the errors' address. */
    public List<String> bookingErrors() {
        return imports.errors();
    }

    /** How many imports were taken. */
    public int bookingImports() {
        return imports.imports();
    }

    /** How many of them fired events. */
    public int firedBookingImports() {
        return imports.fired();
    }

    public HeyLoyaltyOptions options() {
        return options;
    }

    public CallLog calls() {
        return server.calls();
    }

    public Faults faults() {
        return server.faults();
    }

    /** What people do right before a chosen call is handled. */
    public Acts acts() {
        return server.acts();
    }

    /** Each call takes at least that long. */
    public void latency(Duration time) {
        server.latency(time);
    }

    /**
     * Answers 429 beyond that many calls in five minutes.
     *
     * @param calls 0 for no limit
     * @param retryAfter value of the header Retry-After, null for none
     */
    public void rateLimit(int calls, String retryAfter) {
        rateLimitRetryAfter = retryAfter;
        rateLimit.limit(calls);
    }

    /** From now on new members get the same ids in every run. */
    public void countIds() {
        list.ids.count(0xAA00_0000_0000_4000L);
    }

    /** Whether members are shown flat, as older answers are. */
    public void flatAnswers(boolean flat) {
        json.flat(flat);
    }

    /** Adds or replaces a field of the list. */
    public void addField(String name, String format, String label, Map<String, String> fieldOptions) {
        fields.add(false, name, format, label, fieldOptions);
    }

    public void removeField(String name) {
        fields.remove(name);
    }

    /** Options of a field, id to label; empty when the list has no such field. */
    public Map<String, String> fieldOptions(String name) {
        SimulatedField field = fields.get(name);
        return field == null ? Map.of() : Map.copyOf(field.options());
    }

    /** What the list's pages call a field; empty when the list has no such field. */
    public String fieldLabel(String name) {
        SimulatedField field = fields.get(name);
        return field == null ? "" : field.label();
    }

    /** The format of a field; empty when the list has no such field. */
    public String fieldFormat(String name) {
        SimulatedField field = fields.get(name);
        return field == null ? "" : field.format();
    }

    /** Registers a webhook, as people do on the list's page. */
    public void addWebhook(String url, List<String> triggers) {
        webhooks.add(url, triggers);
    }

    /** From now on every change is told to the registered webhooks; before the first call none is. */
    public void sendWebhooks(WebhookOptions how) {
        sender.start(how);
    }

    /**
     * Sends what waits with {@link WebhookOptions#byHand}, in that order.
     *
     * @return how many were answered 2xx
     */
    public int deliverWebhooks(WebhookOrder order) {
        return sender.deliver(order);
    }

    /** How many wait to be sent by hand. */
    public int waitingWebhooks() {
        return sender.waiting();
    }

    /** Throws away what waits to be sent by hand: those webhooks are lost. */
    public void loseWebhooks() {
        sender.lose();
    }

    /** How many were lost on purpose, or given up after three tries. */
    public int lostWebhooks() {
        return sender.lost();
    }

    /** Whether the last webhook about that member was lost on purpose. */
    public boolean isWebhookLost(String id) {
        return sender.isLastLost(id);
    }

    /** Removes every webhook. */
    public void clearWebhooks() {
        webhooks.clear();
    }

    /**
     * Says for which e-mail addresses (lower-case) a new active entry is right although the address was unsubscribed or
     * erased; at first for all.
     */
    public void watchConsent(Predicate<String> mayBeSubscribed) {
        watch.mayBeSubscribed(mayBeSubscribed);
    }

    /** Writes against a withdrawn consent or an erasure so far, without personal data. */
    public List<String> violations() {
        return watch.violations();
    }

    /** The fields that updates of members named together, each combination once; forgotten with the violations. */
    public Set<Set<String>> patchedFields() {
        return watch.patched();
    }

    public void clearViolations() {
        watch.clear();
    }

    /**
     * Puts an active member on the list, as somebody who signs up; returns its id.
     *
     * @throws IllegalArgumentException when the list does not take a value
     */
    public String add(Map<String, String> values) {
        return list.write(() -> list.create(accepted(values)).id);
    }

    String add(String id, Map<String, String> values) {
        return list.write(() -> list.create(id, accepted(values)).id);
    }

    /** Changes fields, as HeyLoyalty's users do; several options of a field are separated by commas. */
    public void edit(String id, Map<String, String> values) {
        Map<String, FieldValue> accepted = accepted(values);
        list.write(() -> list.change(entry(id), copy -> copy.fields.putAll(accepted)));
    }

    private Map<String, FieldValue> accepted(Map<String, String> values) {
        try {
            return fields.accept(values.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, each -> texts(each.getKey(), each.getValue()))));
        } catch (HeyLoyaltyError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private List<String> texts(String name, String value) {
        SimulatedField field = fields.get(name);
        return field != null && field.format().equals("multi") ? List.of(value.split(",")) : List.of(value);
    }

    /** The person unsubscribes. */
    public void unsubscribe(String id) {
        list.write(() -> {
            list.unsubscribe(entry(id));
            return id;
        });
    }

    /** The person subscribes again with the same entry; no consent is violated. */
    public void resubscribe(String id) {
        list.write(() -> list.change(entry(id), copy -> {
            copy.active = true;
            copy.unsubscribedAt = null;
        }));
    }

    /** An e-mail to the member bounced for good: {@code hard_bounce}, {@code complaint} or {@code active}. */
    public void emailStatus(String id, String status) {
        list.write(() -> list.change(entry(id), copy -> copy.emailStatus = status));
    }

    /** Obscures the personal data and unsubscribes. */
    public void erase(String id) {
        list.write(() -> {
            list.erase(entry(id));
            return id;
        });
    }

    /** Deletes the entry wholly, as HeyLoyalty's users can; nothing tells of it afterwards. */
    public void remove(String id) {
        list.write(() -> {
            list.remove(entry(id));
            return id;
        });
    }

    private ListEntry entry(String id) {
        ListEntry entry = list.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("The simulated HeyLoyalty has no member " + id);
        }
        return entry;
    }

    /** What the list really holds of that member. */
    public Optional<HeyLoyaltyMember> member(String id) {
        return list.read(() -> Optional.ofNullable(list.get(id)).map(SimulatedHeyLoyalty::truth));
    }

    /** Members with that e-mail address, unsubscribed ones too, oldest first. */
    public List<HeyLoyaltyMember> membersByEmail(String email) {
        return list.read(() ->
                list.byEmail(email).stream().map(SimulatedHeyLoyalty::truth).toList());
    }

    /** All members, unsubscribed ones too, oldest first. */
    public List<HeyLoyaltyMember> members() {
        return list.list(entry -> true, SimulatedHeyLoyalty::truth);
    }

    /** Whether the member's personal data were obscured. */
    public boolean isErased(String id) {
        return list.read(() -> entry(id).erased);
    }

    public int activeCount() {
        return list.read(list::activeCount);
    }

    private static HeyLoyaltyMember truth(ListEntry entry) {
        return new HeyLoyaltyMember(
                entry.id,
                entry.active ? HeyLoyaltyMember.Status.ACTIVE : HeyLoyaltyMember.Status.UNSUBSCRIBED,
                entry.unsubscribedAt,
                entry.updatedAt,
                entry.fields,
                entry.createdAt,
                emailStatus(entry));
    }

    private static HeyLoyaltyMember.EmailStatus emailStatus(ListEntry entry) {
        return switch (entry.emailStatus) {
            case "complaint" -> HeyLoyaltyMember.EmailStatus.COMPLAINT;
            case "hard_bounce" -> HeyLoyaltyMember.EmailStatus.HARD_BOUNCE;
            default -> HeyLoyaltyMember.EmailStatus.FINE;
        };
    }

    @Override
    public void close() {
        sender.close();
        server.close();
    }
}
