package io.penstock.stream.runtime.internal.state;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/*
 * A wall clock as windows need it: it never goes back. When it is set back, the hour that comes twice is told the first
 * time, and the second time it stands still at the hour's end; when it is set forward, the hour that does not come lies
 * at the moment of the change. So local time grows with time, every local time has one moment, and windows between
 * local times hold each moment exactly once.
 */
/** The wall clock of a place, in microseconds. Confined to one thread: it remembers the stretch between two changes. */
final class WallClock {
    private static final int MICROS = 1_000_000;

    private final ZoneRules rules;
    private long from;
    private long to;
    private long shift;

    WallClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** What the clock shows at a moment. */
    long local(long micros) {
        if (micros >= from && micros < to) {
            return micros + shift;
        }
        Instant moment = instantOf(micros);
        ZoneOffsetTransition last = rules.isFixedOffset() ? null : rules.previousTransition(moment.plusNanos(1));
        if (last != null && last.isOverlap()) {
            long again = micros(last.getInstant()) - seconds(last.getDuration().toSeconds());
            if (micros < again) {
                return micros(last.getDateTimeBefore()) - 1;
            }
        }
        remember(moment, last);
        return micros + shift;
    }

    private void remember(Instant moment, @Nullable ZoneOffsetTransition last) {
        ZoneOffsetTransition next = rules.isFixedOffset() ? null : rules.nextTransition(moment);
        shift = seconds(rules.getOffset(moment).getTotalSeconds());
        to = next == null ? Long.MAX_VALUE : micros(next.getInstant());
        from = last == null ? Long.MIN_VALUE : micros(last.getInstant());
        if (last != null && last.isOverlap()) {
            from -= seconds(last.getDuration().toSeconds());
        }
    }

    /** When the clock shows that for the first time. */
    long instant(long local) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(local, MICROS), (int) Math.floorMod(local, (long) MICROS) * 1000, ZoneOffset.UTC);
        ZoneOffsetTransition change = rules.getTransition(time);
        if (change == null) {
            return local - seconds(rules.getOffset(time).getTotalSeconds());
        }
        return change.isGap()
                ? micros(change.getInstant())
                : local - seconds(change.getOffsetBefore().getTotalSeconds());
    }

    private static long seconds(long count) {
        return count * MICROS;
    }

    private static Instant instantOf(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static long micros(LocalDateTime time) {
        return micros(time.toInstant(ZoneOffset.UTC));
    }
}
