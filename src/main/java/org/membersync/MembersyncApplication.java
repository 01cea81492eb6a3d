package org.membersync;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program. */
@SpringBootApplication
public class MembersyncApplication {

    public static void main(String[] args) {
        SpringApplication.run(MembersyncApplication.class, args);
    }
}
