/** The commands of the shell, in a process of their own or inside the running instance. */
package org.membersync.operation.command;
