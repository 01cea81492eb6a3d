package org.membersync.demo;

/** What the company has from the start. */
final class CompanySetup {

    private CompanySetup() {}

    static void fill(Company company) {
        Database database = company.database;
        setup(database, "SILVER", "Silver member", false, 1);
        setup(database, "GOLD", "Gold member", false, 4);
        setup(database, "LIFETIME", "Member for life", true, 1);
        item(company, "SILVER", 0, "Silver membership");
        item(company, "GOLD", 299, "Gold membership");
        item(company, "LIFETIME", 2995, "Membership for life");
        database.insert(database.countries, row("DK", "Denmark"));
        database.insert(database.countries, row("SE", "Sweden"));
        database.insert(database.countries, row("DE", "Germany"));
        database.insert(database.countries, row("NO", "Norway"));
        database.insert(database.stores, row("AARHUS", "Århus"));
        database.insert(database.stores, row("KBH", "København"));
        company.attributes.put("SPORT", new AttributeDefinition("SPORT", "Favourite sport", "text"));
        company.attributes.put("INTERESTS", new AttributeDefinition("INTERESTS", "Interests", "text"));
        postCode(company, "8000", "Aarhus C");
        postCode(company, "5000", "Odense C");
        postCode(company, "9000", "Aalborg");
        postCode(company, "6700", "Esbjerg");
        postCode(company, "3700", "Rønne");
        postCode(company, "4600", "Køge");
    }

    private static void item(Company company, String code, int price, String description) {
        company.items.put("MM-" + code, new SalesItem("MM-" + code, code, price, description));
    }

    private static void postCode(Company company, String code, String city) {
        company.postCodes.put(code, new Company.PostCode(city, "DK"));
    }

    private static SetupRow row(String code, String text) {
        SetupRow row = new SetupRow();
        row.code = code;
        row.text = text;
        return row;
    }

    private static void setup(Database database, String code, String text, boolean perpetual, int maxMembers) {
        SetupRow row = row(code, text);
        row.perpetual = perpetual;
        row.maxMembers = maxMembers;
        database.insert(database.setups, row);
    }
}
