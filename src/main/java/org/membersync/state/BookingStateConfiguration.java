package org.membersync.state;

import java.time.Clock;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.MappingStore;
import org.membersync.settings.MembersyncSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Offers the stores of bookings and buyers by the names that routes use. */
@Configuration(proxyBeanMethods = false)
class BookingStateConfiguration {

    @Bean
    Buyers buyers(
            JdbcClient jdbc,
            Clock clock,
            ChangeQueue changeQueue,
            Suppressions suppressions,
            ContactNoes contactNoes,
            BookingMappingStore bookingMappingStore) {
        return new Buyers(jdbc, clock, changeQueue, suppressions, contactNoes, bookingMappingStore);
    }

    @Bean
    Bookings bookings(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            ChangeQueue changeQueue,
            Failures failures,
            Suppressions suppressions,
            Buyers buyers) {
        return new Bookings(jdbc, stateTransaction, clock, changeQueue, failures, suppressions, buyers);
    }

    @Bean
    BookingBatches bookingBatches(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            ChangeQueue changeQueue,
            MembersyncSettings settings) {
        return new BookingBatches(
                jdbc,
                stateTransaction,
                clock,
                changeQueue,
                settings.heybooking().batchSize(),
                settings.heybooking().batchAge());
    }

    @Bean
    BuyerOutcomes buyerOutcomes(
            JdbcClient jdbc,
            TransactionTemplate stateTransaction,
            Clock clock,
            Ledger ledger,
            ChangeQueue changeQueue) {
        return new BuyerOutcomes(jdbc, stateTransaction, clock, ledger, changeQueue);
    }

    @Bean
    BookingErasure bookingErasure(
            Suppressions suppressions,
            BaseStore baseStore,
            MappingStore mappingStore,
            Bookings bookings,
            Buyers buyers,
            Ledger ledger,
            Failures failures) {
        return new BookingErasure(suppressions, baseStore, mappingStore, bookings, buyers, ledger, failures);
    }
}
