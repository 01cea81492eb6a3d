package org.membersync.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The items that sell memberships (contract 1.10, 6); the store is only echoed. */
final class Catalog {

    private final Company company;

    Catalog(Company company) {
        this.company = company;
    }

    /** @param itemNumber only that item, an empty text for all */
    Answer answer(String storeCode, String itemNumber) {
        List<Map<String, Object>> items = company.items.values().stream()
                .filter(item -> itemNumber.isEmpty() || item.itemNumber().equalsIgnoreCase(itemNumber))
                .map(Catalog::json)
                .toList();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("storeCode", storeCode);
        shown.put("items", items);
        return Answer.json(200, shown);
    }

    private static Map<String, Object> json(SalesItem item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("itemNumber", item.itemNumber());
        json.put("type", "newMembership");
        json.put("recommendedPrice", item.price());
        json.put("membershipCode", item.membershipCode());
        json.put("itemDescription", item.description());
        json.put("shortDescription", "");
        json.put("fullDescription", "");
        return json;
    }
}
