/** Security of everything that is served over HTTP. */
package org.membersync.web;
