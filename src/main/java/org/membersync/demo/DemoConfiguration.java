package org.membersync.demo;

/** The demo's fixed names. */
public final class DemoConfiguration {

    public static final String TENANT = "3f1c6a52-7d0e-4b8f-9a3d-5e2b1c4d6f70";
    public static final String ENVIRONMENT = "Demo";
    public static final String COMPANY = "Skovmuseet Danmark";
    public static final String COMPANY_ID = "b7a1f3c4-2d5e-4f60-8a91-0c3e5d7f9b21";
    public static final String CLIENT_ID = "0e9d8c7b-6a5f-4e3d-2c1b-0a9f8e7d6c5b";
    public static final String CLIENT_SECRET = "demo-client-secret";
    public static final String NP_API_KEY = "demo-np-api-key";
    public static final String HEYLOYALTY_API_KEY = "demo-key";
    public static final String HEYLOYALTY_API_SECRET = "demo-secret";
    public static final String LIST_ID = "1717";

    private DemoConfiguration() {}
}
