package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.plan.Window;
import java.time.ZoneId;

/**
 * Which windows a moment is in. A window is known by its end, which no other has; ends are a step apart. Where there is
 * a time zone they are local, and {@link #startOf} and {@link #endOf} say when that is.
 */
interface Windows {
    /**
     * The windows of a moment and of all others from … up to and without …
     *
     * @param first the earliest end
     * @param last the latest end; before the first where the moment is in no window
     */
    record Cell(long first, long last, long from, long to) {}

    Cell cell(long micros);

    /** How far ends are apart. */
    long step();

    /** When the window begins that ends there. */
    long startOf(long end);

    /** When it ends. */
    long endOf(long end);

    /** When the earliest window begins that holds a moment. */
    long earliestStart(long micros);

    static Windows of(Window window) {
        return switch (window) {
            case Window.Tumble tumble -> new Regular(tumble.size(), tumble.size(), tumble.offset());
            case Window.Hop hop -> new Regular(hop.slide(), hop.size(), hop.offset());
            case Window.Cumulate cumulate -> new Growing(cumulate.step(), cumulate.size(), cumulate.offset());
            case Window.InZone zoned -> new Local(of(zoned.window()), new WallClock(ZoneId.of(zoned.zone())));
            case Window.Session session ->
                throw new IllegalArgumentException("sessions follow from the rows: " + session);
        };
    }

    /** Every {@code slide} a window begins and lasts {@code size}. */
    record Regular(long slide, long size, long offset) implements Windows {
        private long lastStart(long micros) {
            return micros - Math.floorMod(micros - offset, slide);
        }

        @Override
        public long earliestStart(long micros) {
            return lastStart(micros - size) + slide;
        }

        @Override
        public Cell cell(long micros) {
            long last = lastStart(micros);
            long first = earliestStart(micros);
            // it goes on while neither does the earliest window end nor another begin nor the latest one fall away
            long from = Math.max(last, first - slide + size);
            long to = Math.min(last + slide, first + size);
            return new Cell(first + size, last + size, from, to);
        }

        @Override
        public long step() {
            return slide;
        }

        @Override
        public long startOf(long end) {
            return end - size;
        }

        @Override
        public long endOf(long end) {
            return end;
        }
    }

    /** Every {@code size} windows begin that last one step, two steps, … and the size. */
    record Growing(long step, long size, long offset) implements Windows {
        @Override
        public long earliestStart(long micros) {
            return micros - Math.floorMod(micros - offset, size);
        }

        @Override
        public Cell cell(long micros) {
            long start = earliestStart(micros);
            long from = start + (micros - start) / step * step;
            return new Cell(from + step, start + size, from, from + step);
        }

        @Override
        public long startOf(long end) {
            return earliestStart(end - 1);
        }

        @Override
        public long endOf(long end) {
            return end;
        }
    }

    /** Windows on the wall clock of a place. */
    record Local(Windows windows, WallClock clock) implements Windows {
        @Override
        public Cell cell(long micros) {
            Cell cell = windows.cell(clock.local(micros));
            return new Cell(cell.first(), cell.last(), clock.instant(cell.from()), clock.instant(cell.to()));
        }

        @Override
        public long step() {
            return windows.step();
        }

        @Override
        public long startOf(long end) {
            return clock.instant(windows.startOf(end));
        }

        @Override
        public long endOf(long end) {
            return clock.instant(windows.endOf(end));
        }

        @Override
        public long earliestStart(long micros) {
            return clock.instant(windows.earliestStart(clock.local(micros)));
        }
    }
}
