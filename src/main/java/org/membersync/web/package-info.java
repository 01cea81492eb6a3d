/** What is served over HTTP to people and to HeyLoyalty, and who may have it. */
package org.membersync.web;
