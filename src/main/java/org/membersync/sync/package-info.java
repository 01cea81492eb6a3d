/**
 * The beans that the routes' steps call: they hand the exchange's values to the other rooms and back, and decide nothing
 * themselves.
 */
package org.membersync.sync;
