/** Simulators of both systems and a made-up population, only under the profile demo and in tests. */
package org.membersync.demo;
