/** A customer data platform (CDP): what it pushes, and its interface of memberships. Knows no other system. */
package org.membersync.cdp;
