package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

class UnwritableFilesTest {

    private final AtomicInteger ended = new AtomicInteger();
    private final UnwritableFiles files = new UnwritableFiles(ended::incrementAndGet);

    @Test
    void endsTheProgramWhenHsqldbCannotWriteAFile() {
        SQLException full = new SQLException("file input/output error", "S1000", -452);
        SQLException atCommit = new SQLException("the transaction was not ended", full);

        assertThat(files.translate("UPDATE", null, full)).isInstanceOf(DataAccessException.class);
        files.translate("COMMIT", null, atCommit);

        assertThat(ended).hasValue(2);
    }

    @Test
    void leavesEveryOtherTroubleToItsUsualHandling() {
        SQLException twice = new SQLException("unique constraint", "23505", -104);
        SQLException theirs = new SQLException("something", "S1000", -458);

        assertThat(files.translate("INSERT", null, twice)).isInstanceOf(DuplicateKeyException.class);
        files.translate("SELECT", null, theirs);

        assertThat(ended).hasValue(0);
    }
}
