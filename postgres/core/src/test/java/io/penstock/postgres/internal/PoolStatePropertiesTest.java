package io.penstock.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.internal.PoolState.Action;
import io.penstock.postgres.internal.PoolState.Event;
import io.penstock.postgres.internal.PoolState.Refusal;
import io.penstock.postgres.internal.PoolState.Settings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Random lives of a pool, with a performer that plays sockets and callers and checks the rules after each step. */
class PoolStatePropertiesTest {

    @Property(tries = 500)
    void keeps_its_rules_whatever_happens(
            @ForAll @IntRange(max = 3) int min,
            @ForAll @IntRange(min = 1, max = 4) int more,
            @ForAll @Size(max = 120) List<@IntRange(max = 9999) Integer> choices) {
        World world = new World(new Settings(min, min + more, 6, 50, 5, 20, 15, 40));
        choices.forEach(world::step);
        world.endOfDay();
    }

    /** The pool's surroundings: what was asked, what is owned by whom, what the order must be. */
    private static final class World {
        private final Settings settings;
        private final PoolState pool;
        private final Deque<Long> line = new ArrayDeque<>();
        private final List<Long> opening = new ArrayList<>();
        private final List<Long> leased = new ArrayList<>();
        private final Set<Long> alive = new LinkedHashSet<>();
        private final Set<Long> answered = new LinkedHashSet<>();
        private final Map<Long, Long> holders = new HashMap<>();
        private long now;
        private long waiters;
        private boolean closed;
        private int drained;

        World(Settings settings) {
            this.settings = settings;
            this.pool = new PoolState(settings);
        }

        void step(int choice) {
            int which = choice / 10;
            switch (choice % 10) {
                case 0, 1, 2 -> acquire(which % 60);
                case 3 -> giveUp(which);
                case 4, 5 -> openEnds(which);
                case 6, 7 -> {
                    if (which % 7 == 0) {
                        provesDead(which);
                    } else {
                        release(which);
                    }
                }
                case 8 -> {
                    now += which % 40;
                    perform(pool.on(new Event.Tick(now)));
                }
                default -> maybeClose(which);
            }
            check();
        }

        private void acquire(long patience) {
            long waiter = ++waiters;
            line.add(waiter);
            perform(pool.on(new Event.Acquire(waiter, now + patience, now)));
        }

        private void giveUp(int which) {
            if (!line.isEmpty()) {
                long waiter = pick(new ArrayList<>(line), which);
                line.remove(waiter);
                answered.add(waiter);
                perform(pool.on(new Event.GiveUp(waiter, now)));
            }
        }

        private void openEnds(int which) {
            if (opening.isEmpty()) {
                return;
            }
            long connection = pick(opening, which);
            opening.remove(connection);
            if (which % 4 == 0) {
                alive.remove(connection);
                perform(pool.on(new Event.OpenFailed(connection, new IOException("refused"), now)));
            } else {
                perform(pool.on(new Event.Opened(connection, now + 30 + which % 100, now)));
            }
        }

        private void release(int which) {
            if (!leased.isEmpty()) {
                long connection = pick(leased, which);
                leased.remove(connection);
                perform(pool.on(new Event.Released(connection, which % 5 != 0, now)));
            }
        }

        /** A connection just handed over is dead: its waiter is the first in line again. */
        private void provesDead(int which) {
            if (!leased.isEmpty()) {
                long connection = pick(leased, which);
                Long waiter = holders.get(connection);
                if (waiter == null) {
                    return;
                }
                answered.remove(waiter);
                line.addFirst(waiter);
                perform(pool.on(new Event.Stale(connection, waiter, now + which % 60, now)));
            }
        }

        private void maybeClose(int which) {
            if (which % 12 == 0) {
                closed = true;
                perform(pool.on(which % 24 == 0 ? new Event.CloseNow(now) : new Event.Close(now)));
            }
        }

        private void perform(List<Action> actions) {
            for (Action action : actions) {
                switch (action) {
                    case Action.Open open -> {
                        assertThat(closed).as("opens after close").isFalse();
                        assertThat(alive.add(open.connection())).isTrue();
                        opening.add(open.connection());
                    }
                    case Action.HandOver given -> {
                        assertThat(given.waiter()).as("first in line").isEqualTo(line.poll());
                        assertThat(answered.add(given.waiter())).isTrue();
                        assertThat(alive).contains(given.connection());
                        assertThat(leased).as("owned once").doesNotContain(given.connection());
                        leased.add(given.connection());
                        holders.put(given.connection(), given.waiter());
                    }
                    case Action.Refuse refused -> {
                        assertThat(line.remove(refused.waiter())).isTrue();
                        assertThat(answered.add(refused.waiter())).isTrue();
                        assertThat(refused.why() == Refusal.CLOSED).isEqualTo(closed);
                    }
                    case Action.Discard gone -> {
                        assertThat(alive.remove(gone.connection())).isTrue();
                        assertThat(opening).doesNotContain(gone.connection());
                        leased.remove(gone.connection());
                    }
                    case Action.Check check -> {
                        assertThat(alive).contains(check.connection());
                        assertThat(leased).as("not taken from its owner").doesNotContain(check.connection());
                        leased.add(check.connection());
                        holders.remove(check.connection());
                    }
                    case Action.Suspect suspect -> assertThat(leased).contains(suspect.connection());
                    case Action.Drained end -> drained++;
                }
            }
        }

        private void check() {
            PoolState.Counts counts = pool.counts();
            assertThat(alive.size()).isLessThanOrEqualTo(settings.max());
            assertThat(counts.total()).isEqualTo(alive.size());
            assertThat(counts.opening()).isEqualTo(opening.size());
            assertThat(counts.leased()).isEqualTo(leased.size());
            // Who was let in and met a dead connection stands in line again, above the limit for newcomers if need be.
            assertThat(counts.waiting())
                    .isEqualTo(line.size())
                    .isLessThanOrEqualTo(settings.waitersMax() + settings.max());
            if (!line.isEmpty()) {
                assertThat(counts.idle())
                        .as("nobody waits while something is idle")
                        .isZero();
            }
            assertThat(drained).isEqualTo(closed && alive.isEmpty() ? 1 : 0);
        }

        /** Everything ends well from anywhere: opens succeed, leases come back, and each waiter has had its answer. */
        void endOfDay() {
            for (int round = 0; round < 1000 && !(line.isEmpty() && opening.isEmpty() && leased.isEmpty()); round++) {
                now++;
                perform(pool.on(new Event.Tick(now)));
                if (!opening.isEmpty()) {
                    perform(pool.on(new Event.Opened(opening.removeFirst(), now + 1000, now)));
                } else if (!leased.isEmpty()) {
                    perform(pool.on(new Event.Released(leased.removeFirst(), true, now)));
                }
                check();
            }
            assertThat(line).as("no waiter is lost").isEmpty();
            assertThat(answered).hasSize((int) waiters);
            closed = true;
            perform(pool.on(new Event.Close(now)));
            while (!opening.isEmpty()) {
                perform(pool.on(new Event.Opened(opening.removeFirst(), now + 1000, now)));
            }
            check();
            assertThat(drained).isEqualTo(1);
        }

        private static long pick(List<Long> from, int which) {
            return from.get(which % from.size());
        }
    }
}
