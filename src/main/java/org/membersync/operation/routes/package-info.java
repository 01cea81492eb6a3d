/** Route files: read, checked before use, loaded, and exchanged while the program runs. */
package org.membersync.operation.routes;
