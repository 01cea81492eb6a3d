package org.membersync.demo;

import java.time.LocalDate;
import java.util.Locale;
import org.membersync.member.Gender;
import org.membersync.member.Newsletter;

/** Sets fields of a member in Business Central, as its users do; nothing is checked. */
public final class MemberEdit {

    private final MemberRow row;

    MemberEdit(MemberRow row) {
        this.row = row;
    }

    public MemberEdit firstName(String value) {
        row.firstName = value;
        return this;
    }

    public MemberEdit middleName(String value) {
        row.middleName = value;
        return this;
    }

    public MemberEdit lastName(String value) {
        row.lastName = value;
        return this;
    }

    public MemberEdit address(String value) {
        row.address = value;
        return this;
    }

    public MemberEdit postCode(String value) {
        row.postCode = value;
        return this;
    }

    public MemberEdit city(String value) {
        row.city = value;
        return this;
    }

    /** Code and name of the country, such as {@code DK} and {@code Denmark}. */
    public MemberEdit country(String code, String name) {
        row.countryCode = code;
        row.country = name;
        return this;
    }

    public MemberEdit storeCode(String value) {
        row.storeCode = value;
        return this;
    }

    public MemberEdit email(String value) {
        row.email = value.toLowerCase(Locale.ROOT);
        return this;
    }

    public MemberEdit phoneNo(String value) {
        row.phoneNo = value;
        return this;
    }

    public MemberEdit gender(Gender value) {
        row.gender = value;
        return this;
    }

    /** Null for unknown. */
    public MemberEdit birthday(LocalDate value) {
        row.birthday = value;
        return this;
    }

    public MemberEdit newsletter(Newsletter value) {
        row.newsletter = value;
        return this;
    }
}
