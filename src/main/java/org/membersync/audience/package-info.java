/** The steps that bring audiences and attributes of a customer data platform to a list. */
package org.membersync.audience;
