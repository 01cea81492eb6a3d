package org.membersync.demo;

/** What a newcomer is told when the demo has started. */
final class Greeting {

    private Greeting() {}

    /** @param address such as {@code http://localhost:8080} */
    static String text(int members, String address, String operator) {
        return """


                The demo runs. Business Central, HeyLoyalty and a CDP are simulated inside this program: no account is needed, nothing
                leaves this machine, and nothing is kept after it ends.

                Now       Business Central has %d made-up members. Those who may get the newsletter are being put on the
                          HeyLoyalty list. Every few seconds something changes on either side, and the other follows.
                          HeyLoyalty tells of changes by webhooks; a fifth of them are lost on purpose, and found by
                          reading the list every 20 s. A simulated CDP pushes who enters and leaves its two audiences.
                          Tickets are sold and scanned: bookings go to Heybooking in batches, buyers on the list.
                          Lines that begin with === sum up and compare the list with who belongs on it.
                See       %s/hawtio   login: %s, password: demo
                          Camel > routes > bc-to-heyloyalty > sync-bc-member shows how many members passed each step;
                          heyloyalty-to-bc > receive-heyloyalty-webhook counts what HeyLoyalty told.
                Ask       MEMBERSYNC_WEB_OPERATORPASSWORD=demo java -jar target/membersync.jar explain 100001 \\
                            --server %s
                          (100001 is a member number; "mvn package" makes the jar)
                Change    routes/ and mappings/ while this runs: saved files are taken at once, broken ones are refused
                          with file and line.
                End       Ctrl+C
                """.formatted(members, address, operator, address);
    }
}
