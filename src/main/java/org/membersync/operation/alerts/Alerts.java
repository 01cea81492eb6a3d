package org.membersync.operation.alerts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.membersync.state.AlertBook;
import org.membersync.state.AlertBook.Alert;
import org.membersync.state.AlertBook.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Tells when something begins to need an operator and when it is over: once in the log, in the metrics, and by e-mail if one
 * is wanted. The log's lines begin with {@code ALERT} and carry the marker of that name.
 */
public class Alerts {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final Marker MARKER = MarkerFactory.getMarker("ALERT");

    private final Conditions conditions;
    private final AlertBook book;
    private final AlertMail mail;
    private final MeterRegistry registry;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

    Alerts(Conditions conditions, AlertBook book, AlertMail mail, MeterRegistry registry) {
        this.conditions = conditions;
        this.book = book;
        this.mail = mail;
        this.registry = registry;
    }

    /** Looks what changed since the last time, in any process on this database, and tells of it. */
    public void watch() {
        Map<String, String> present = conditions.now();
        book.settle(present, mail.isWanted()).forEach(this::tell);
        gauges.values().forEach(gauge -> gauge.set(0));
        present.keySet().forEach(name -> gauge(name).set(1));
        mail.send();
    }

    private void tell(Alert alert) {
        registry.counter(
                        "membersync.alerts",
                        "name",
                        alert.name(),
                        "kind",
                        alert.kind().name().toLowerCase(java.util.Locale.ROOT))
                .increment();
        if (alert.kind() == Kind.BEGAN) {
            LOG.warn(MARKER, "ALERT began {}: {}", alert.name(), alert.message());
        } else {
            LOG.info(MARKER, "ALERT ended {}", alert.name());
        }
    }

    private AtomicLong gauge(String name) {
        return gauges.computeIfAbsent(name, key -> {
            AtomicLong number = new AtomicLong();
            Gauge.builder("membersync.alert", number, AtomicLong::get)
                    .tag("name", key)
                    .register(registry);
            return number;
        });
    }
}
