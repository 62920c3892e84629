package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.sql.SqlError;
import io.penstock.stream.sql.internal.WindowCall.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

/** Recognizes window functions: TUMBLE, HOP, CUMULATE, SESSION and their start and end. */
final class WindowCalls {
    private static final long WINDOWS_PER_ROW_MAX = 10_000;
    private static final Map<String, Kind> KINDS = kinds();
    private static final Set<String> ENDS = Set.of("TUMBLE_END", "HOP_END", "CUMULATE_END", "SESSION_END");

    private final Problems problems;

    WindowCalls(Problems problems) {
        this.problems = problems;
    }

    /** The name of a function in upper case, without the mark that Calcite sets before window functions. */
    static String name(SqlCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        return name.startsWith("$") ? name.substring(1) : name;
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.name(), kind);
            kinds.put(kind.name() + "_START", kind);
            kinds.put(kind.name() + "_END", kind);
        }
        kinds.put("SLIDE", Kind.HOP);
        return Map.copyOf(kinds);
    }

    /** The names of all window functions. */
    static Set<String> names() {
        return KINDS.keySet();
    }

    /** The kind of a window function. */
    static Kind kind(SqlCall call) {
        return Objects.requireNonNull(KINDS.get(name(call)));
    }

    /** Which bound of a window a call gives; empty for other functions. */
    Optional<Scope.Bound> bound(SqlNode node) {
        if (!(node instanceof SqlCall call) || !KINDS.containsKey(name(call))) {
            return Optional.empty();
        }
        return Optional.of(ENDS.contains(name(call)) ? Scope.Bound.END : Scope.Bound.START);
    }

    /** The window of such a call. */
    WindowCall window(SqlCall call, ExpressionAnalyzer expressions) {
        String name = name(call);
        Kind kind = kind(call);
        List<SqlNode> operands = call.getOperandList();
        if (operands.size() < 1 + kind.lengths() || operands.size() > 1 + kind.lengths() + kind.more()) {
            String more = kind.more() == 0 ? "" : ", behind which an offset and a time zone may stand";
            throw problems.at(call, SqlError.WINDOW_INVALID, name + " takes " + kind.form() + more);
        }
        Expression time = expressions.analyze(operands.getFirst());
        if (!time.type().equals(DataType.TIMESTAMP)) {
            throw Types.mismatch(
                    problems,
                    operands.getFirst(),
                    "the first argument of " + name + " must be a TIMESTAMP, not "
                            + time.type().sql());
        }
        return window(call, time, operands.subList(1, operands.size()), kind);
    }

    /** The bound of the window of a row, outside of GROUP BY. */
    Expression ofOneRow(SqlCall call, ExpressionAnalyzer expressions) {
        WindowCall window = window(call, expressions);
        if (!window.isOfOneRow()) {
            throw problems.at(
                    call,
                    SqlError.WINDOW_INVALID,
                    name(call) + (window.zone() == null ? "" : " with a time zone") + " can stand only in a query with "
                            + window.kind() + " in GROUP BY");
        }
        return ENDS.contains(name(call)) ? window.end() : window.start();
    }

    /** The window over an expression, with its lengths, the offset and the time zone. */
    WindowCall window(SqlCall call, Expression time, List<SqlNode> arguments, Kind kind) {
        List<SqlNode> lengths = arguments.subList(0, kind.lengths());
        boolean two = kind.lengths() == 2;
        SqlNode sizeNode = lengths.getLast();
        long size = micros(sizeNode, kind == Kind.SESSION ? "gap" : "size");
        long slide = two ? micros(lengths.getFirst(), kind == Kind.HOP ? "slide" : "step") : size;
        if (size <= 0 || slide <= 0) {
            String what = size > 0 ? kind == Kind.HOP ? "slide" : "step" : kind == Kind.SESSION ? "gap" : "size";
            throw problems.at(
                    size > 0 ? lengths.getFirst() : sizeNode,
                    SqlError.WINDOW_SIZE,
                    "a window's " + what + " must be longer than zero");
        }
        if (two) {
            checkSlide(call, kind, slide, size);
        }
        long offset = 0;
        String zone = null;
        for (SqlNode more : arguments.subList(kind.lengths(), arguments.size())) {
            if (more instanceof SqlCharStringLiteral text) {
                zone = zone(text);
            } else if (zone == null) {
                offset = micros(more, "offset");
            } else {
                throw problems.at(more, SqlError.WINDOW_INVALID, "the time zone comes last, behind the offset");
            }
        }
        return new WindowCall(kind, time, slide, size, offset, zone);
    }

    private void checkSlide(SqlCall call, Kind kind, long slide, long size) {
        if (slide > size) {
            throw problems.at(
                    call,
                    SqlError.WINDOW_SIZE,
                    kind == Kind.HOP
                            ? "the slide is longer than the size, so some rows would be in no window; the order is"
                                    + " HOP(time, slide, size)"
                            : "the step is longer than the size; the order is CUMULATE(time, step, size)");
        }
        if (kind == Kind.CUMULATE && size % slide != 0) {
            throw problems.at(call, SqlError.WINDOW_SIZE, "the size of CUMULATE must be a whole number of steps");
        }
        if (size / slide > WINDOWS_PER_ROW_MAX) {
            throw problems.at(
                    call,
                    SqlError.WINDOW_SIZE,
                    "each row would be in " + size / slide + " windows; at most " + WINDOWS_PER_ROW_MAX
                            + " are allowed, so make the " + (kind == Kind.HOP ? "slide" : "step") + " longer");
        }
    }

    private String zone(SqlCharStringLiteral text) {
        String name = String.valueOf(text.toValue());
        try {
            return ZoneId.of(name).getId();
        } catch (DateTimeException unknown) {
            throw problems.at(
                    text,
                    SqlError.WINDOW_INVALID,
                    "there is no time zone '" + name + "'" + Nearest.hint(name, ZoneId.getAvailableZoneIds())
                            + "; write a name such as 'Europe/Berlin' or an offset such as '+02:00'");
        }
    }

    private long micros(SqlNode node, String what) {
        Duration length;
        if (node instanceof SqlIntervalLiteral interval) {
            length = Intervals.of(interval, problems);
        } else if (node.getKind() == SqlKind.INTERVAL && node instanceof SqlCall interval) {
            length = Intervals.of(interval, problems);
        } else if (node instanceof SqlNumericLiteral number && number.isInteger()) {
            return Math.multiplyExact(number.longValue(true), 1000);
        } else {
            throw problems.at(
                    node,
                    SqlError.WINDOW_INVALID,
                    "a window's " + what + " is a constant interval, such as INTERVAL '10' SECOND, or a whole number of"
                            + " milliseconds");
        }
        return TimeUnit.SECONDS.toMicros(length.getSeconds()) + length.getNano() / 1000;
    }
}
