/** Takes changed mapping files into service while the program runs. */
package org.membersync.operation.mappings;
