/** Our exceptions, and what is transient against what is permanent. */
package org.membersync.failure;
