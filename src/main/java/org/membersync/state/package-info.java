/** What must survive a restart: the tables, and the only room with database code. */
package org.membersync.state;
