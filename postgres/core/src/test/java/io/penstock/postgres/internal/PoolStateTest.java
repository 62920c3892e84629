package io.penstock.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.internal.PoolState.Action;
import io.penstock.postgres.internal.PoolState.Action.Discard;
import io.penstock.postgres.internal.PoolState.Action.Drained;
import io.penstock.postgres.internal.PoolState.Action.HandOver;
import io.penstock.postgres.internal.PoolState.Action.Open;
import io.penstock.postgres.internal.PoolState.Action.Refuse;
import io.penstock.postgres.internal.PoolState.Event;
import io.penstock.postgres.internal.PoolState.Refusal;
import io.penstock.postgres.internal.PoolState.Settings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolStateTest {
    private static final long LIVES_LONG = 1_000_000;
    private final IOException down = new IOException("down");

    private long now;

    @Test
    void opens_a_connection_for_a_waiter_and_hands_it_over() {
        PoolState pool = pool(0, 2);

        assertThat(acquire(pool, 1)).containsExactly(new Open(1));
        assertThat(opened(pool, 1)).containsExactly(new HandOver(1, 1));
        assertThat(release(pool, 1)).isEmpty();
        assertThat(pool.counts()).isEqualTo(new PoolState.Counts(0, 1, 0, 0));
    }

    @Test
    void hands_out_an_idle_connection_at_once() {
        PoolState pool = poolWithIdle(1);

        assertThat(acquire(pool, 7)).containsExactly(new HandOver(7, 1));
    }

    @Test
    void never_opens_more_than_the_maximum() {
        PoolState pool = pool(0, 2);

        assertThat(acquire(pool, 1)).containsExactly(new Open(1));
        assertThat(acquire(pool, 2)).containsExactly(new Open(2));
        assertThat(acquire(pool, 3)).isEmpty();
    }

    @Test
    void serves_waiters_in_the_order_of_their_coming() {
        PoolState pool = pool(0, 1);
        acquire(pool, 1);
        acquire(pool, 2);
        acquire(pool, 3);

        assertThat(opened(pool, 1)).containsExactly(new HandOver(1, 1));
        assertThat(release(pool, 1)).containsExactly(new HandOver(2, 1));
        assertThat(release(pool, 1)).containsExactly(new HandOver(3, 1));
    }

    @Test
    void refuses_a_waiter_when_its_deadline_passes() {
        PoolState pool = pool(0, 1);
        acquire(pool, 1);
        opened(pool, 1);
        pool.on(new Event.Acquire(2, 50, now));

        now = 49;
        assertThat(tick(pool)).isEmpty();
        assertThat(pool.nextTick()).hasValue(50);
        now = 50;
        assertThat(tick(pool)).containsExactly(new Refuse(2, Refusal.TIMEOUT, null));
        assertThat(release(pool, 1)).isEmpty();
    }

    @Test
    void refuses_a_waiter_that_comes_after_its_deadline() {
        PoolState pool = pool(0, 1);
        now = 10;

        assertThat(pool.on(new Event.Acquire(1, 10, now))).containsExactly(new Refuse(1, Refusal.TIMEOUT, null));
    }

    @Test
    void refuses_more_waiters_than_the_limit() {
        PoolState pool = new PoolState(new Settings(0, 1, 2, 100, 10, 40, 0, 0));
        acquire(pool, 1);
        acquire(pool, 2);

        assertThat(acquire(pool, 3)).containsExactly(new Refuse(3, Refusal.QUEUE_FULL, null));
    }

    @Test
    void a_waiter_that_gave_up_is_passed_over() {
        PoolState pool = pool(0, 1);
        acquire(pool, 1);
        acquire(pool, 2);
        pool.on(new Event.GiveUp(1, now));

        assertThat(opened(pool, 1)).containsExactly(new HandOver(2, 1));
    }

    @Test
    void a_connection_opened_for_a_waiter_that_gave_up_stays_idle() {
        PoolState pool = pool(0, 1);
        acquire(pool, 1);
        pool.on(new Event.GiveUp(1, now));

        assertThat(opened(pool, 1)).isEmpty();
        assertThat(acquire(pool, 2)).containsExactly(new HandOver(2, 1));
    }

    @Test
    void a_refused_hand_over_goes_to_the_next_in_line() {
        PoolState pool = pool(0, 1);
        acquire(pool, 1);
        acquire(pool, 2);
        assertThat(opened(pool, 1)).containsExactly(new HandOver(1, 1));

        assertThat(release(pool, 1)).containsExactly(new HandOver(2, 1));
    }

    @Test
    void replaces_a_broken_connection_for_the_next_waiter() {
        PoolState pool = pool(0, 1);
        acquire(pool, 1);
        acquire(pool, 2);
        opened(pool, 1);

        assertThat(pool.on(new Event.Released(1, false, now))).containsExactly(new Discard(1), new Open(2));
        assertThat(opened(pool, 2)).containsExactly(new HandOver(2, 2));
    }

    @Test
    void a_waiter_that_was_given_a_dead_connection_stands_first_in_line_again() {
        PoolState pool = poolWithIdle(1);
        assertThat(acquire(pool, 7)).containsExactly(new HandOver(7, 1));
        acquire(pool, 8);

        assertThat(pool.on(new Event.Stale(1, 7, now + LIVES_LONG, now))).containsExactly(new Discard(1), new Open(2));
        assertThat(opened(pool, 2)).containsExactly(new HandOver(7, 2));
        assertThat(release(pool, 2)).containsExactly(new HandOver(8, 2));
    }

    @Test
    void a_waiter_that_was_given_a_dead_connection_gets_the_next_idle_one() {
        PoolState pool = pool(0, 2);
        acquire(pool, 1);
        acquire(pool, 2);
        opened(pool, 1);
        opened(pool, 2);
        release(pool, 1);
        release(pool, 2);
        assertThat(acquire(pool, 3)).containsExactly(new HandOver(3, 2));

        assertThat(pool.on(new Event.Stale(2, 3, now + LIVES_LONG, now)))
                .containsExactly(new Discard(2), new HandOver(3, 1));
    }

    @Test
    void a_second_release_changes_nothing() {
        PoolState pool = poolWithIdle(1);

        assertThat(release(pool, 1)).isEmpty();
        assertThat(pool.counts().idle()).isEqualTo(1);
    }

    @Test
    void fails_all_waiters_when_no_connection_can_be_made() {
        PoolState pool = pool(0, 1);
        acquire(pool, 1);
        acquire(pool, 2);

        assertThat(pool.on(new Event.OpenFailed(1, down, now)))
                .containsExactly(
                        new Refuse(1, Refusal.CONNECT_FAILED, down), new Refuse(2, Refusal.CONNECT_FAILED, down));
    }

    @Test
    void tries_again_at_once_for_a_newcomer_when_it_has_no_connection() {
        PoolState pool = pool(0, 1);
        acquire(pool, 1);
        pool.on(new Event.OpenFailed(1, down, now));

        assertThat(acquire(pool, 2)).containsExactly(new Open(2));
    }

    @Test
    void waits_for_other_connections_when_one_cannot_be_opened() {
        PoolState pool = pool(0, 2);
        acquire(pool, 1);
        opened(pool, 1);
        acquire(pool, 2);

        assertThat(pool.on(new Event.OpenFailed(2, down, now))).isEmpty();
        assertThat(pool.nextTick()).hasValue(10);
        now = 10;
        assertThat(tick(pool)).containsExactly(new Open(3));
        assertThat(pool.on(new Event.OpenFailed(3, down, now))).isEmpty();
        assertThat(pool.nextTick()).hasValue(30);
        assertThat(release(pool, 1)).containsExactly(new HandOver(2, 1));
    }

    @Test
    void a_timeout_tells_the_last_connect_failure() {
        PoolState pool = pool(0, 2);
        acquire(pool, 1);
        opened(pool, 1);
        pool.on(new Event.Acquire(2, 5, now));
        pool.on(new Event.OpenFailed(2, down, now));

        now = 5;
        assertThat(tick(pool)).containsExactly(new Refuse(2, Refusal.TIMEOUT, down));
    }

    @Test
    void closes_idle_connections_above_the_minimum() {
        PoolState pool = pool(1, 3);
        assertThat(tick(pool)).containsExactly(new Open(1));
        acquire(pool, 1);
        acquire(pool, 2);
        opened(pool, 1);
        opened(pool, 2);
        release(pool, 1);
        now = 5;
        release(pool, 2);

        assertThat(pool.nextTick()).hasValue(100);
        now = 104;
        assertThat(tick(pool)).containsExactly(new Discard(1));
        now = 1000;
        assertThat(tick(pool)).isEmpty();
        assertThat(pool.counts().idle()).isEqualTo(1);
    }

    @Test
    void hands_out_the_last_used_connection_first() {
        PoolState pool = pool(0, 2);
        acquire(pool, 1);
        acquire(pool, 2);
        opened(pool, 1);
        opened(pool, 2);
        release(pool, 1);
        release(pool, 2);

        assertThat(acquire(pool, 3)).containsExactly(new HandOver(3, 2));
    }

    @Test
    void replaces_an_idle_connection_whose_lifetime_is_over() {
        PoolState pool = pool(1, 3);
        tick(pool);
        pool.on(new Event.Opened(1, 20, now));

        assertThat(pool.nextTick()).hasValue(20);
        now = 20;
        assertThat(tick(pool)).containsExactly(new Discard(1), new Open(2));
    }

    @Test
    void does_not_hand_out_a_connection_whose_lifetime_is_over() {
        PoolState pool = pool(0, 3);
        acquire(pool, 1);
        pool.on(new Event.Opened(1, 20, now));
        now = 20;
        assertThat(release(pool, 1)).containsExactly(new Discard(1));

        acquire(pool, 2);
        pool.on(new Event.Opened(2, 30, now));
        release(pool, 2);
        now = 30;
        assertThat(acquire(pool, 3)).containsExactly(new Discard(2), new Open(3));
    }

    @Test
    void close_refuses_waiters_and_waits_for_what_is_leased() {
        PoolState pool = pool(0, 2);
        acquire(pool, 1);
        opened(pool, 1);
        acquire(pool, 2);
        acquire(pool, 3);

        assertThat(pool.on(new Event.Close(now)))
                .containsExactly(new Refuse(2, Refusal.CLOSED, null), new Refuse(3, Refusal.CLOSED, null));
        assertThat(acquire(pool, 4)).containsExactly(new Refuse(4, Refusal.CLOSED, null));
        assertThat(opened(pool, 2)).containsExactly(new Discard(2));
        assertThat(release(pool, 1)).containsExactly(new Discard(1), new Drained());
        assertThat(pool.on(new Event.Close(now))).isEmpty();
    }

    @Test
    void close_now_discards_what_is_leased() {
        PoolState pool = pool(0, 2);
        acquire(pool, 1);
        opened(pool, 1);

        assertThat(pool.on(new Event.CloseNow(now))).containsExactly(new Discard(1), new Drained());
        assertThat(release(pool, 1)).isEmpty();
    }

    @Test
    void checks_what_was_idle_for_long_and_keeps_its_age() {
        PoolState pool = new PoolState(new Settings(0, 2, 100, 100, 10, 40, 30, 0));
        acquire(pool, 1);
        opened(pool, 1);
        release(pool, 1);
        assertThat(pool.nextTick()).hasValue(30);

        now = 30;
        assertThat(tick(pool)).containsExactly(new Action.Check(1));
        assertThat(acquire(pool, 2)).as("it is away").containsExactly(new Open(2));
        now = 31;
        assertThat(release(pool, 1)).containsExactly(new HandOver(2, 1));
        assertThat(opened(pool, 2)).isEmpty();
        now = 32;
        assertThat(release(pool, 1)).isEmpty();
        now = 61;
        assertThat(tick(pool)).containsExactly(new Action.Check(2));
        assertThat(release(pool, 2)).isEmpty();
        assertThat(acquire(pool, 3)).as("the last used first, checked or not").containsExactly(new HandOver(3, 1));
        now = 131;
        assertThat(tick(pool)).as("idle since 31").containsExactly(new Discard(2));
    }

    @Test
    void a_connection_that_fails_its_check_is_replaced_up_to_the_minimum() {
        PoolState pool = new PoolState(new Settings(1, 2, 100, 100, 10, 40, 30, 0));
        tick(pool);
        opened(pool, 1);
        now = 30;
        assertThat(tick(pool)).containsExactly(new Action.Check(1));

        assertThat(pool.on(new Event.Released(1, false, now))).containsExactly(new Discard(1), new Open(2));
    }

    @Test
    void tells_once_of_a_connection_that_is_held_for_very_long() {
        PoolState pool = new PoolState(new Settings(0, 2, 100, 100, 10, 40, 0, 50));
        acquire(pool, 1);
        now = 10;
        opened(pool, 1);
        assertThat(pool.nextTick()).hasValue(60);

        now = 60;
        assertThat(tick(pool)).containsExactly(new Action.Suspect(1));
        now = 200;
        assertThat(tick(pool)).isEmpty();
        release(pool, 1);
        acquire(pool, 2);
        now = 250;
        assertThat(tick(pool)).containsExactly(new Action.Suspect(1));
    }

    @Test
    void leases_at_once_only_what_is_idle_and_alive() {
        PoolState pool = poolWithIdle(2);

        assertThat(pool.tryLease(now)).isEqualTo(1);
        assertThat(pool.tryLease(now)).as("nothing is idle").isEqualTo(-1);
        assertThat(pool.counts().leased()).isEqualTo(1);
        release(pool, 1);
        assertThat(pool.tryLease(now + LIVES_LONG)).as("too old").isEqualTo(-1);
        pool.on(new Event.Close(now));
        assertThat(pool.tryLease(now)).as("closing").isEqualTo(-1);
    }

    @Test
    void an_unused_pool_drains_at_once() {
        assertThat(pool(0, 2).on(new Event.Close(now))).containsExactly(new Drained());
    }

    private PoolState pool(int min, int max) {
        return new PoolState(new Settings(min, max, 100, 100, 10, 40, 0, 0));
    }

    private PoolState poolWithIdle(int max) {
        PoolState pool = pool(0, max);
        acquire(pool, 1);
        opened(pool, 1);
        release(pool, 1);
        return pool;
    }

    private List<Action> acquire(PoolState pool, long waiter) {
        return pool.on(new Event.Acquire(waiter, now + LIVES_LONG, now));
    }

    private List<Action> opened(PoolState pool, long connection) {
        return pool.on(new Event.Opened(connection, now + LIVES_LONG, now));
    }

    private List<Action> release(PoolState pool, long connection) {
        return pool.on(new Event.Released(connection, true, now));
    }

    private List<Action> tick(PoolState pool) {
        return pool.on(new Event.Tick(now));
    }
}
