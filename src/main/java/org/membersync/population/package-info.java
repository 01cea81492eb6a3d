/** Whole populations: reads both sides page by page, compares them in the database, and queues what differs. */
package org.membersync.population;
