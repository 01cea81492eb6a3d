/** The import of an export of the HeyLoyalty list: who unsubscribed, and which entries are to be linked (behaviour R4). */
package org.membersync.population.imports;
