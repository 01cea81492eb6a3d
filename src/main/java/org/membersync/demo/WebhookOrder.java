package org.membersync.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** In which order webhooks arrive. */
public enum WebhookOrder {
    AS_SENT,
    REVERSED,

    /** Each one twice, one after the other. */
    DOUBLED,

    /** Mixed up, the same way each time. */
    SHUFFLED;

    <T> List<T> of(List<T> sent) {
        List<T> arriving = new ArrayList<>(sent);
        switch (this) {
            case AS_SENT -> {}
            case REVERSED -> Collections.reverse(arriving);
            case DOUBLED ->
                arriving =
                        sent.stream().flatMap(one -> List.of(one, one).stream()).toList();
            case SHUFFLED -> Collections.shuffle(arriving, new Random(sent.size()));
        }
        return arriving;
    }
}
