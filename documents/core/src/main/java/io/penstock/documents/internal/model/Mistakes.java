package io.penstock.documents.internal.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The mistakes found so far. Confined to one call. */
final class Mistakes {
    private final List<ModelMistake> found = new ArrayList<>();

    /** What a step gives, or nothing and its mistake written down. */
    <T> Optional<T> attempt(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (ModelMistake mistake) {
            found.add(mistake);
            return Optional.empty();
        }
    }

    void attempt(Runnable step) {
        try {
            step.run();
        } catch (ModelMistake mistake) {
            found.add(mistake);
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<ModelMistake> all() {
        return List.copyOf(found);
    }

    /** Ends here when there is a mistake: what follows builds on what was found right. */
    void stopHere() {
        if (!found.isEmpty()) {
            // Who catches it writes it down again, in its place at the end.
            throw found.removeLast();
        }
    }
}
