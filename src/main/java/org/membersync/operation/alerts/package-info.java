/** What operators are told without asking: when something begins to need them, and when it is over. */
package org.membersync.operation.alerts;
