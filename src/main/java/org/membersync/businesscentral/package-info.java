/** All that only Business Central knows: tokens, paging, forms, dates, spellings and errors. */
package org.membersync.businesscentral;
