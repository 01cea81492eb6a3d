package org.membersync.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Put on the packaged program's class path by {@code EveryKill}: Java ends right after the commit that the system property
 * {@code halt.after-commit} numbers, as if it were killed. How many there were is written to {@code halt.commits} at an
 * orderly end.
 */
@Component
@ConditionalOnProperty("halt.after-commit")
public class HaltingDatabase implements BeanPostProcessor, DisposableBean {

    /** The exit status of a process that was killed. */
    public static final int KILLED = 137;

    private final MortalDatabase database = new MortalDatabase();
    private final Path commits;

    HaltingDatabase(@Value("${halt.after-commit}") int last, @Value("${halt.commits}") Path commits) {
        this.commits = commits;
        database.dieAfterCommit(last, () -> Runtime.getRuntime().halt(KILLED));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource dataSource ? database.wrap(dataSource) : bean;
    }

    @Override
    public void destroy() throws IOException {
        Files.writeString(commits, String.valueOf(database.commits()));
    }
}
