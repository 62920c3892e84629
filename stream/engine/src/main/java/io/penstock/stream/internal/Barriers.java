package io.penstock.stream.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Knows which parts a barrier still has to reach. A round begins with the parts that must report; each reports when
 * everything before the barrier has been worked off, or is struck off when it fails or is dropped. Thread-safe by its
 * lock; futures complete outside it.
 */
final class Barriers {
    private final List<Round> rounds = new ArrayList<>();
    private long epoch;

    Barriers(long epoch) {
        this.epoch = epoch;
    }

    /** One barrier on its way. */
    static final class Round {
        private final long epoch;
        private final Set<Object> outstanding;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Round(long epoch, Collection<?> parts) {
            this.epoch = epoch;
            this.outstanding = new HashSet<>(parts);
        }

        long epoch() {
            return epoch;
        }

        /** Completes when every part has reported or was struck off. */
        CompletableFuture<Void> done() {
            return done;
        }
    }

    /** The number of the newest barrier. */
    synchronized long epoch() {
        return epoch;
    }

    synchronized Round begin(Collection<?> parts) {
        Round round = new Round(++epoch, parts);
        rounds.add(round);
        return round;
    }

    /** Called when the barrier has been put in at all sources, for rounds without parts. */
    void injected(Round round) {
        settle(round, null);
    }

    void arrived(long at, Object part) {
        Round found = null;
        synchronized (this) {
            for (Round round : rounds) {
                if (round.epoch == at) {
                    found = round;
                }
            }
        }
        if (found != null) {
            settle(found, part);
        }
    }

    /** No barrier waits for this part any more. */
    void remove(Object part) {
        List<Round> all;
        synchronized (this) {
            all = List.copyOf(rounds);
        }
        for (Round round : all) {
            settle(round, part);
        }
    }

    /** Forgets a round that nobody waits for any more. */
    synchronized void abandon(Round round) {
        rounds.remove(round);
    }

    /** The parts that have not reported. */
    synchronized List<Object> outstanding(Round round) {
        return List.copyOf(round.outstanding);
    }

    private void settle(Round round, @org.jspecify.annotations.Nullable Object part) {
        synchronized (this) {
            if (part != null) {
                round.outstanding.remove(part);
            }
            if (!round.outstanding.isEmpty()) {
                return;
            }
            rounds.remove(round);
        }
        round.done.complete(null);
    }
}
