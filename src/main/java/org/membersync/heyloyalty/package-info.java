/** All that only HeyLoyalty knows: signature, forms, dates and errors. */
package org.membersync.heyloyalty;
