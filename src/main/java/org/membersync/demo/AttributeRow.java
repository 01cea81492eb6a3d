package org.membersync.demo;

/** A row of the table NPR Attribute Value Set that belongs to a member; its entry number is the attribute set id. */
final class AttributeRow extends Row {

    String code = "";
    String value = "";
    long memberEntryNo;
}
