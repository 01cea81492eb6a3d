package org.membersync.sync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.membersync.booking.BookingEvents;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.heyloyalty.HeyLoyaltyMembers;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.HeybookingAnswers;
import org.membersync.heyloyalty.HeybookingRequests;
import org.membersync.heyloyalty.ListCache;
import org.membersync.mapping.BookingMapping;
import org.membersync.mapping.BookingMappingStore;
import org.membersync.mapping.MappingStore;
import org.membersync.settings.HeybookingSettings;
import org.membersync.settings.MembersyncSettings;
import org.membersync.state.BookingBatches;
import org.membersync.state.Bookings;
import org.membersync.state.Buyers;
import org.membersync.state.Claims;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Offers the beans of bookings and buyers by the names that routes use. */
@Configuration(proxyBeanMethods = false)
class BookingConfiguration {

    /** Read only where it is needed, so that who takes no bookings needs no file for them. */
    @Bean
    BookingMappingStore bookingMappingStore(MembersyncSettings settings, MappingStore mappingStore) {
        if (!settings.heybooking().enabled()) {
            return new BookingMappingStore(null);
        }
        Path folder = settings.mappingsFolder();
        return new BookingMappingStore(
                Files.isDirectory(folder)
                        ? BookingMapping.load(folder, mappingStore.current())
                        : BookingMapping.packaged(mappingStore.current()));
    }

    @Bean
    BookingEvents bookingEvents() {
        return new BookingEvents();
    }

    @Bean
    BookingFiles bookingFiles(Bookings bookings) {
        return new BookingFiles(bookings);
    }

    @Bean
    BookingSending bookingSending(
            BookingBatches bookingBatches,
            BookingMappingStore bookingMappingStore,
            MembersyncSettings settings,
            Clock clock) {
        HeybookingSettings heybooking = settings.heybooking();
        String integration = heybooking.integrationId().isEmpty() ? "unset" : heybooking.integrationId();
        return new BookingSending(
                bookingBatches,
                bookingMappingStore,
                new HeybookingRequests(integration, heybooking.errorsEmail(), heybooking.fireEvents()),
                new HeybookingAnswers(clock));
    }

    @Bean
    BuyerReading buyerReading(
            HeyLoyaltyRequests requests,
            HeyLoyaltyMembers members,
            BusinessCentralRequests businessCentralRequests,
            BookingMappingStore bookingMappingStore,
            MappingStore mappingStore,
            PhoneMatching phoneMatching,
            Buyers buyers,
            Claims claims) {
        return new BuyerReading(
                requests,
                members,
                businessCentralRequests,
                bookingMappingStore,
                mappingStore,
                phoneMatching,
                buyers,
                claims);
    }

    @Bean
    BuyerDelivery buyerDelivery(
            ListCache heyLoyaltyList, BookingMappingStore bookingMappingStore, Buyers buyers, Claims claims) {
        return new BuyerDelivery(heyLoyaltyList, bookingMappingStore, buyers, claims);
    }
}
