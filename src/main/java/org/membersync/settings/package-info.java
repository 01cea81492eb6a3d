/** Validated settings: the only room that knows property names. */
package org.membersync.settings;
