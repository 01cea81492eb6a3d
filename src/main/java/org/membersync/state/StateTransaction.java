package org.membersync.state;

import java.sql.SQLTransientConnectionException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction whose connection can break: Spring then tells only that it could not be ended, and hides why. That is passing
 * trouble of the database, never a member's (behaviour L1).
 */
class StateTransaction extends TransactionTemplate {

    private static final long serialVersionUID = 1L;

    StateTransaction(PlatformTransactionManager manager) {
        super(manager);
    }

    @Override
    public <T> T execute(TransactionCallback<T> action) {
        try {
            return super.execute(action);
        } catch (TransactionSystemException notEnded) {
            SQLTransientConnectionException broken =
                    new SQLTransientConnectionException("the connection broke within a transaction");
            broken.initCause(notEnded);
            throw new DataAccessResourceFailureException("The database ended a transaction", broken);
        }
    }
}
