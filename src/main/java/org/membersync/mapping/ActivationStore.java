package org.membersync.mapping;

import java.util.concurrent.atomic.AtomicReference;

/** The activations in force; a live reload replaces them as a whole. */
public final class ActivationStore {

    private final AtomicReference<Activations> current;

    public ActivationStore(Activations activations) {
        current = new AtomicReference<>(activations);
    }

    /** The activations in force. */
    public Activations current() {
        return current.get();
    }

    /** Puts others in force. */
    public void replace(Activations activations) {
        current.set(activations);
    }
}
