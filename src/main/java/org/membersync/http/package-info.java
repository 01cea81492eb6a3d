/** What both systems' HTTP interfaces share: percent-encoding, waiting times, JSON bodies; pure, sends nothing. */
package org.membersync.http;
