package org.membersync.decision;

import org.membersync.mapping.ListDefinition;
import org.membersync.member.FieldValue;

/** Whether two values of a HeyLoyalty field mean the same. */
@FunctionalInterface
public interface FieldEquality {

    boolean same(String field, FieldValue ours, FieldValue theirs, ListDefinition list);
}
