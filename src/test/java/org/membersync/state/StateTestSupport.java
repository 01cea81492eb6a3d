package org.membersync.state;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.membersync.decision.Change;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.MappingStore;
import org.membersync.mapping.MemberMapping;
import org.membersync.settings.DatabaseSettings;
import org.membersync.settings.RetentionSettings;
import org.membersync.support.MutableClock;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every test runs on both databases, each time on a fresh schema. PostgreSQL is started once for all tests of this process and
 * stops with it. What the stores asked of the embedded database is looked at afterwards: see {@link StatementPlans}.
 */
abstract class StateTestSupport {

    static final Instant START = Instant.parse("2024-02-29T12:00:00Z");
    static final String LIST = "1717";
    static final Duration SETTLE = Duration.ofSeconds(20);
    static final Duration LEASE = Duration.ofMinutes(10);

    final MutableClock clock = new MutableClock(START);

    private Database database;
    HikariDataSource dataSource;
    private WatchedStatements watched;
    JdbcClient jdbc;
    TransactionTemplate transaction;
    RunId run;
    Claims claims;
    ChangeQueue queue;
    Watermarks watermarks;
    Directory directory;
    Links links;
    BaseStore bases;
    final MappingStore mapping = new MappingStore(MemberMapping.packaged());
    final BookingMappingStore bookingMapping = new BookingMappingStore(BookingMapping.packaged(mapping.current()));
    Agreements agreements;
    FieldFailures fieldFailures;
    Suppressions suppressions;
    Ledger ledger;
    Failures failures;
    Holds holds;
    Pauses pauses;
    Polls polls;
    AlertBook alertBook;
    Retention retention;
    AnnouncedWrites announcedWrites;
    WebhookInbox webhookInbox;
    EventHints eventHints;
    ListSeen listSeen;
    ListChanges listChanges;
    ContactNoes contactNoes;
    Buyers buyers;
    Bookings bookings;
    BookingBatches bookingBatches;
    BuyerOutcomes buyerOutcomes;
    Erasure erasure;
    Outcomes outcomes;
    Runs runs;
    Populations populations;
    PersonFacts facts;
    Differences differences;
    RemovalHolds removalHolds;
    final ActivationStore activations = new ActivationStore(Activations.NONE);
    AudienceInbox audienceInbox;
    AudienceItems audienceItems;
    AudiencePersons audiencePersons;
    AudienceFeedPosition audiencePosition;
    AudienceTaking audienceTaking;
    AudienceEcho audienceEcho;

    /** The databases that are supported. */
    enum Database {
        HSQLDB,
        POSTGRESQL
    }

    /** Opens fresh stores; called first by every test. */
    void open(Database kind) {
        open(kind, empty -> {});
    }

    /** Opens the stores on a database in which something was done before its tables were brought up to date. */
    void open(Database kind, Consumer<DataSource> before) {
        database = kind;
        dataSource = DatabaseConfiguration.open(new DatabaseSettings(url(kind), user(kind), ""), 8, LEASE);
        dataSource.setMinimumIdle(1);
        before.accept(dataSource);
        Flyway.configure().dataSource(dataSource).load().migrate();
        watched = new WatchedStatements(dataSource);
        jdbc = JdbcClient.create(watched);
        transaction = new TransactionTemplate(new JdbcTransactionManager(watched));
        run = RunId.startedAt(START);
        claims = new Claims(jdbc, transaction, clock, LEASE);
        queue = new ChangeQueue(jdbc, transaction, clock, SETTLE, claims);
        watermarks = new Watermarks(jdbc, clock);
        EarlierEntries earlier = new EarlierEntries(jdbc);
        links = new Links(jdbc, earlier, clock);
        bases = new BaseStore(jdbc, clock);
        agreements = new Agreements(jdbc, bases);
        fieldFailures = new FieldFailures(jdbc, transaction, clock, links, agreements, queue);
        suppressions = new Suppressions(jdbc, clock);
        directory = new JdbcDirectory(jdbc, clock, suppressions);
        ledger = new Ledger(jdbc, earlier, clock, run);
        failures = new Failures(jdbc, transaction, clock, queue, ledger);
        holds = new Holds(jdbc, transaction, clock);
        pauses = new Pauses(jdbc, clock);
        polls = new Polls(jdbc, transaction, clock, holds);
        alertBook = new AlertBook(jdbc, transaction, clock);
        retention = new Retention(
                jdbc,
                earlier,
                clock,
                new RetentionSettings(
                        Duration.ofDays(30),
                        Duration.ofDays(30),
                        Duration.ofDays(60),
                        Duration.ofDays(90),
                        Duration.ofDays(365),
                        Duration.ofDays(90)));
        listSeen = new ListSeen(jdbc, suppressions);
        NamedParameterJdbcTemplate batches = new NamedParameterJdbcTemplate(watched);
        audienceInbox = new AudienceInbox(jdbc, batches, transaction, clock, suppressions, new ReceivingLoad());
        audienceItems = new AudienceItems(jdbc);
        audiencePersons = new AudiencePersons(jdbc, transaction, clock, suppressions, queue, claims, ledger);
        audiencePosition = new AudienceFeedPosition(jdbc, clock);
        audienceTaking = new AudienceTaking(
                transaction,
                clock,
                activations,
                audienceInbox,
                audienceItems,
                new AudienceTruth(jdbc, batches, suppressions, queue),
                audiencePosition,
                suppressions,
                new SharedLocks(jdbc));
        audienceEcho = new AudienceEcho(jdbc, clock, suppressions, activations, listSeen, queue, claims);
        listChanges = new ListChanges(
                jdbc,
                transaction,
                clock,
                new ListNews(links, bases, mapping, audienceEcho),
                suppressions,
                listSeen,
                queue);
        runs = new Runs(jdbc, transaction, clock);
        populations = new Populations(jdbc, batches, transaction, runs, links);
        facts = new PersonFacts(jdbc);
        differences = new Differences(jdbc, batches, transaction, queue);
        announcedWrites = new AnnouncedWrites(jdbc, clock);
        webhookInbox = new WebhookInbox(
                jdbc, transaction, clock, queue, suppressions, new ReceivingLoad(), audienceEcho, LIST);
        eventHints = new EventHints(transaction, queue, directory);
        contactNoes = new ContactNoes(jdbc, clock, suppressions);
        buyers = new Buyers(jdbc, clock, queue, suppressions, contactNoes, bookingMapping);
        bookings = new Bookings(jdbc, transaction, clock, queue, failures, suppressions, buyers);
        bookingBatches = new BookingBatches(jdbc, transaction, clock, queue, 3, Duration.ofSeconds(60));
        buyerOutcomes = new BuyerOutcomes(jdbc, transaction, clock, ledger, queue);
        erasure = new Erasure(
                jdbc,
                suppressions,
                webhookInbox,
                listSeen,
                ledger,
                links,
                earlier,
                agreements,
                failures,
                new AudienceErasure(jdbc, suppressions, audienceInbox, ledger, failures, bases),
                new BookingErasure(suppressions, bases, mapping, bookings, buyers, ledger, failures));
        removalHolds = new RemovalHolds(jdbc, transaction, clock, clock, ledger);
        outcomes = new Outcomes(
                jdbc,
                transaction,
                clock,
                links,
                agreements,
                ledger,
                directory,
                queue,
                fieldFailures,
                announcedWrites,
                erasure,
                audiencePersons);
    }

    @AfterEach
    void close() {
        if (dataSource != null) {
            try (HikariDataSource closing = dataSource) {
                if (database == Database.HSQLDB) {
                    StatementPlans.check(closing, watched.made());
                }
            }
        }
    }

    /** What the stores asked of the database so far. */
    Set<String> statements() {
        return watched.made();
    }

    Database database() {
        return database;
    }

    /** Lets the settle delay pass. */
    void settle() {
        clock.advance(SETTLE.plusSeconds(1));
    }

    /** The only due change, claimed. */
    Change claimOne() {
        List<Change> claimed = queue.claim(10, true);
        if (claimed.size() != 1) {
            throw new AssertionError("one change was expected to be due, not " + claimed.size());
        }
        return claimed.get(0);
    }

    long count(String table) {
        return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
    }

    /** The row's columns by name. */
    List<Map<String, Object>> rows(String table) {
        return jdbc.sql("SELECT * FROM " + table).query().listOfRows();
    }

    private static String url(Database kind) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        if (kind == Database.HSQLDB) {
            return "jdbc:hsqldb:mem:" + name;
        }
        JdbcClient.create(Postgres.DATA_SOURCE).sql("CREATE DATABASE " + name).update();
        return Postgres.SERVER.getJdbcUrl("postgres", name);
    }

    private static String user(Database kind) {
        return kind == Database.HSQLDB ? "sa" : "postgres";
    }

    /** One server for the whole process. */
    private static final class Postgres {

        private static final EmbeddedPostgres SERVER = start();
        private static final DataSource DATA_SOURCE = SERVER.getPostgresDatabase();

        private Postgres() {}

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL for tests did not start", e);
            }
        }
    }

    /** Marks the tests that run on each database. */
    @ParameterizedTest(name = "{0}")
    @org.junit.jupiter.params.provider.EnumSource(Database.class)
    @java.lang.annotation.Target(java.lang.annotation.ElementType.METHOD)
    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @interface OnEachDatabase {}
}
