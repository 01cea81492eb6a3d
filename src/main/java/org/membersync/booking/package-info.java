/** Bookings of tickets: what comes in, checked, and what Heybooking's import is made of; pure. */
package org.membersync.booking;
