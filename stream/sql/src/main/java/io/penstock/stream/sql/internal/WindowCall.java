package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.plan.Window;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A window as a statement names it; lengths are microseconds.
 *
 * @param time what is put into windows
 * @param slide the same as {@code size} for a tumbling window
 */
record WindowCall(boolean hop, Expression time, long slide, long size, long offset) {
    Window window(int timeColumn) {
        return hop ? new Window.Hop(timeColumn, slide, size, offset) : new Window.Tumble(timeColumn, size, offset);
    }

    /** The start of the (earliest) window of a row. */
    Expression start() {
        return hop
                ? new Call(
                        ScalarFunction.HOP_START,
                        List.of(time, interval(slide), interval(size), interval(offset)),
                        DataType.TIMESTAMP)
                : new Call(
                        ScalarFunction.TUMBLE_START,
                        List.of(time, interval(size), interval(offset)),
                        DataType.TIMESTAMP);
    }

    /** The end of that window. */
    Expression end() {
        return new Call(ScalarFunction.TIMESTAMP_PLUS, List.of(start(), interval(size)), DataType.TIMESTAMP);
    }

    private static Expression interval(long micros) {
        return new Literal(Duration.of(micros, ChronoUnit.MICROS), DataType.INTERVAL);
    }

    @Override
    public String toString() {
        Duration size = Duration.of(this.size, ChronoUnit.MICROS);
        return hop
                ? "HOP(" + time + ", " + Duration.of(slide, ChronoUnit.MICROS) + ", " + size + ")"
                : "TUMBLE(" + time + ", " + size + ")";
    }
}
