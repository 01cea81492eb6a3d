/** Mapping files in, members turned into and from each side's form; pure. */
package org.membersync.mapping;
