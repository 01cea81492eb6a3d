/** What an operator uses: commands, run reports, MBeans, health and metrics. */
package org.membersync.operation;
