package org.membersync.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.businesscentral.BusinessCentralRequests;
import org.membersync.businesscentral.CodeLists;
import org.membersync.failure.FailureClassifier;
import org.membersync.failure.SyncException;
import org.membersync.heyloyalty.HeyLoyaltyRequests;
import org.membersync.heyloyalty.ListReader;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.MappingSuggestion;
import org.membersync.mapping.MappingSuggestion.BusinessCentralValues;

/** What both sides say of themselves, for those who write mapping files. */
public class Mappings {

    private final SystemCalls calls;
    private final BusinessCentralRequests businessCentral;
    private final HeyLoyaltyRequests heyLoyalty;
    private final ListReader reader;
    private final FailureClassifier classifier;
    private final CodeLists codes = new CodeLists();

    Mappings(
            SystemCalls calls,
            BusinessCentralRequests businessCentral,
            HeyLoyaltyRequests heyLoyalty,
            ListReader reader,
            FailureClassifier classifier) {
        this.calls = calls;
        this.businessCentral = businessCentral;
        this.heyLoyalty = heyLoyalty;
        this.reader = reader;
        this.classifier = classifier;
    }

    /** The list as it is now. */
    public ListDefinition list() {
        return reader.read(calls.ask(heyLoyalty.list()).body());
    }

    /**
     * Proposals for the mapping files. What Business Central does not let us read is left out.
     *
     * @param missing takes a sentence for everything that could not be read
     * @return file name to text
     */
    public Map<String, String> suggest(List<String> missing) {
        ListDefinition list = list();
        Map<String, String> countries =
                reader.readCountries(calls.ask(heyLoyalty.countries()).body());
        BusinessCentralValues values = new BusinessCentralValues(
                read(businessCentral.countries(), codes::countries, missing),
                read(businessCentral.collectStores(), codes::collectStores, missing),
                read(businessCentral.attributeDefinitions(), codes::attributes, missing),
                read(businessCentral.membershipSetups(), codes::membershipSetups, missing));
        return new LinkedHashMap<>(new MappingSuggestion(list, countries, values).files());
    }

    private Map<String, String> read(
            BusinessCentralRequest request, Function<JsonNode, Map<String, String>> codeList, List<String> missing) {
        try {
            return codeList.apply(calls.ask(request).body());
        } catch (SyncException failure) {
            missing.add(classifier.describe(failure));
            return Map.of();
        }
    }
}
