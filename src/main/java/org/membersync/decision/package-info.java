/** Eligibility and the decision what to write where, and why; pure. */
package org.membersync.decision;
