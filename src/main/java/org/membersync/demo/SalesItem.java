package org.membersync.demo;

/**
 * A line of the Membership Sales Setup: an item that sells a new membership.
 *
 * @param itemNumber as an order names it
 * @param membershipCode the membership setup it sells
 * @param price what the catalog recommends
 * @param description of the item
 */
record SalesItem(String itemNumber, String membershipCode, int price, String description) {}
