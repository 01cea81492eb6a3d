package org.membersync.businesscentral;

/** Which of Business Central's two interfaces a request goes to. */
public enum Front {
    /** The OData API pages, below the setting {@code membersync.business-central.api-url}. */
    ODATA,
    /** NP Retail's REST interface, below the setting {@code membersync.business-central.retail-api-url}. */
    RETAIL
}
