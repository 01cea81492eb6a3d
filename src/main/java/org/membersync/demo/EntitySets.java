package org.membersync.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The OData pages by their path after {@code /api/}, without the company; fields as the contract lists them. */
final class EntitySets {

    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

    private final Supplier<OptionSpelling> spelling;
    private final Map<String, EntitySet<? extends Row>> byPath;

    EntitySets(Database database, Supplier<OptionSpelling> spelling) {
        this.spelling = spelling;
        byPath = Stream.<EntitySet<? extends Row>>of(
                        new EntitySet<>("navipartner/powerBI/v1.0/mmMember", database.members, member()),
                        new EntitySet<>("navipartner/powerBI/v1.0/mmMemberships", database.memberships, membership()),
                        new EntitySet<>("navipartner/powerBI/v1.0/mmMembershipEntries", database.entries, entry()),
                        new EntitySet<>("navipartner/powerBI/v1.0/mmMembershipSetups", database.setups, setup()),
                        new EntitySet<>("navipartner/powerBI/v1.0/mmMemberCard", database.cards, card(database)),
                        new EntitySet<>(
                                "navipartner/powerBI/v1.0/attributevaluesets", database.attributes, attribute()),
                        new EntitySet<>("navipartner/clickAndCollect/v1.0/collectStores", database.stores, store()),
                        new EntitySet<>("v2.0/countriesRegions", database.countries, country()))
                .collect(Collectors.toUnmodifiableMap(EntitySet::path, Function.identity()));
    }

    /** The page of that path, null when there is none. */
    EntitySet<? extends Row> find(String path) {
        return byPath.get(path);
    }

    private List<Column<MemberRow>> member() {
        return new Columns<MemberRow>()
                .number("entryNo", row -> row.entryNo)
                .key("id")
                .flag("blocked", row -> row.blocked)
                .text("postCode", row -> row.postCode)
                .text("city", row -> row.city)
                .text("country", row -> row.country)
                .text("countryCode", row -> row.countryCode)
                .time("createdDatetime", row -> row.createdAt)
                .text("firstName", row -> row.firstName)
                .text("middleName", row -> row.middleName)
                .text("lastName", row -> row.lastName)
                .text("displayName", MemberRow::displayName)
                .text("emailAddress", row -> row.email)
                .text("phoneNo", row -> row.phoneNo)
                .text("externalMemberNo", row -> row.number)
                .time("lastModifiedDateTime", row -> row.modifiedAt)
                .text("gender", row -> spelling.get().spell(row.gender))
                .date("birthday", row -> row.birthday)
                .text("newsletter", row -> spelling.get().spell(row.newsletter))
                .time("systemCreatedAt", row -> row.createdAt)
                .rowVersion()
                .list();
    }

    private List<Column<MembershipRow>> membership() {
        return new Columns<MembershipRow>()
                .key("id")
                .text("customerNo", row -> row.customerNo)
                .number("entryNo", row -> row.entryNo)
                .text("membershipCode", row -> row.code)
                .text("externalMembershipNo", row -> row.number)
                .text("communitycode", row -> "DEMO")
                .flag("blocked", row -> row.blocked)
                .time("blockedAt", row -> row.blockedAt)
                .time("lastModifiedDateTime", row -> row.modifiedAt)
                .text("autoRenew", row -> "NO")
                .empty("autoRenewPaymentMethodCode")
                .time("systemCreatedAt", row -> row.createdAt)
                .rowVersion()
                .list();
    }

    private List<Column<EntryRow>> entry() {
        return new Columns<EntryRow>()
                .key("id")
                .text("context", row -> spelling.get().spell(row.context))
                .time("createdAt", row -> row.createdAt)
                .empty("description")
                .number("entryNo", row -> row.entryNo)
                .text("itemNo", row -> row.itemNo)
                .text("membershipCode", row -> row.membershipCode)
                .number("membershipEntryNo", row -> row.membershipEntryNo)
                .date("validFromDate", row -> row.validFrom)
                .date("validUntilDate", row -> row.validUntil)
                .zero("amount", "amountInclVAT")
                .flag("blocked", row -> row.blocked)
                .zero("closedByEntryNo", "documentLineNo")
                .text("documentNo", row -> row.documentNo)
                .empty("documentType", "durationDateformula", "importEntryDocumentID")
                .zero("lineNo", "memberCardEntryNo")
                .text("originalContext", row -> spelling.get().spell(row.context))
                .empty("receiptNo", "sourceType")
                .flag("activateOnFirstUse", row -> false)
                .zero("autoRenewEntryNo")
                .time("blockedAt", row -> row.blocked ? row.modifiedAt : null)
                .empty("blockedBy")
                .flag("cancelled", row -> false)
                .time("cancelledAt", row -> null)
                .zero("unitPrice", "unitPriceBase")
                .time("lastModifiedDateTime", row -> row.modifiedAt.isBefore(EARLIEST) ? EARLIEST : row.modifiedAt)
                .time("lastModifiedDateTimeFilter", row -> row.modifiedAt)
                .rowVersion()
                .list();
    }

    private List<Column<SetupRow>> setup() {
        return new Columns<SetupRow>()
                .key("id")
                .text("code", row -> row.code)
                .text("description", row -> row.text)
                .rowVersion()
                .list();
    }

    private List<Column<CardRow>> card(Database database) {
        return new Columns<CardRow>()
                .key("id")
                .text("blockReason", row -> spelling.get().spell("UNKNOWN"))
                .flag("blocked", row -> row.blocked)
                .time("blockedAt", row -> row.blocked ? row.modifiedAt : null)
                .empty("blockedBy")
                .flag("cardIsTemporary", row -> false)
                .empty("cardType", "companyName", "displayName", "documentID", "eMailAddress")
                .number("entryNo", row -> row.entryNo)
                .text("externalCardNo", row -> row.cardNo)
                .text("externalMemberNo", row -> database.memberOf(row).number)
                .text("externalCardNoLast4", row -> row.cardNo.substring(Math.max(0, row.cardNo.length() - 4)))
                .text("externalMembershipNo", row -> database.membershipOf(row).number)
                .flag("memberBlocked", row -> database.memberOf(row).blocked)
                .number("memberEntryNo", row -> row.memberEntryNo)
                .flag("membershipBlocked", row -> database.membershipOf(row).blocked)
                .text("membershipCode", row -> database.membershipOf(row).code)
                .number("membershipEntryNo", row -> row.membershipEntryNo)
                .empty("pinCode")
                .date("validUntil", row -> null)
                .time("systemCreatedAt", row -> row.createdAt)
                .rowVersion()
                .list();
    }

    private List<Column<AttributeRow>> attribute() {
        return new Columns<AttributeRow>()
                .text("attributeCode", row -> row.code)
                .number("attributeSetID", row -> row.entryNo)
                .flag("booleanValue", row -> false)
                .time("datetimeValue", row -> null)
                .empty("mdrCode2PK")
                .text("mdrCodePK", row -> String.valueOf(row.memberEntryNo))
                .zero("mdrLine2PK", "mdrLinePK", "mdrOptionPK", "numericValue")
                .time("systemCreatedAt", row -> row.createdAt)
                .text("systemCreatedBy", row -> DemoConfiguration.COMPANY_ID)
                .key("systemId")
                .time("systemModifiedAt", row -> row.modifiedAt)
                .text("systemModifiedBy", row -> DemoConfiguration.COMPANY_ID)
                .number("tableID", row -> 6060126L)
                .text("textValue", row -> row.value)
                .list();
    }

    private List<Column<SetupRow>> store() {
        return new Columns<SetupRow>()
                .text("code", row -> row.code)
                .empty("companyName")
                .text("name", row -> row.text)
                .flag("localStore", row -> true)
                .empty("openingHourSet", "storeStockItemUrl", "storeStockStatusUrl", "serviceUrl", "eMail")
                .empty("mobilePhoneNo", "salespersonCode", "locationCode", "billToCustomerNo", "prepaymentAccountNo")
                .empty("contactName", "contactName2", "contactAddress", "contactAddress2", "contactPostCode")
                .empty("contactCity", "contactCountryRegionCode", "contactCounty", "contactPhoneNo", "contactEmail")
                .empty("contactFaxNo", "storeUrl")
                .zero("geolocationLatitude", "geolocationLongitude")
                .list();
    }

    private List<Column<SetupRow>> country() {
        return new Columns<SetupRow>()
                .key("id")
                .text("code", row -> row.code)
                .text("displayName", row -> row.text)
                .empty("addressFormat")
                .time("lastModifiedDateTime", row -> row.modifiedAt)
                .list();
    }
}
