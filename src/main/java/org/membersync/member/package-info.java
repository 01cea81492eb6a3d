/** The canonical member, its values and its fields; pure. */
package org.membersync.member;
