package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.sql.SqlError;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

/** Recognizes window functions: TUMBLE, HOP and their start and end. */
final class WindowCalls {
    private static final long WINDOWS_PER_ROW_MAX = 10_000;
    private static final Map<String, Scope.Bound> TUMBLE =
            Map.of("TUMBLE", Scope.Bound.START, "TUMBLE_START", Scope.Bound.START, "TUMBLE_END", Scope.Bound.END);
    private static final Map<String, Scope.Bound> HOP = Map.of(
            "HOP", Scope.Bound.START,
            "SLIDE", Scope.Bound.START,
            "HOP_START", Scope.Bound.START,
            "HOP_END", Scope.Bound.END);
    private static final Set<String> NOT_YET =
            Set.of("SESSION", "SESSION_START", "SESSION_END", "CUMULATE", "CUMULATE_START", "CUMULATE_END");

    private final Problems problems;

    WindowCalls(Problems problems) {
        this.problems = problems;
    }

    /** The name of a function in upper case, without the mark that Calcite sets before window functions. */
    static String name(SqlCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        return name.startsWith("$") ? name.substring(1) : name;
    }

    /** Which bound of a window a call gives; empty for other functions. */
    Optional<Scope.Bound> bound(SqlNode node) {
        if (!(node instanceof SqlCall call)) {
            return Optional.empty();
        }
        String name = name(call);
        if (NOT_YET.contains(name)) {
            throw problems.at(
                    node, SqlError.UNSUPPORTED, name + " windows are not supported yet; there are TUMBLE and HOP");
        }
        return Optional.ofNullable(TUMBLE.getOrDefault(name, HOP.get(name)));
    }

    /** The window of such a call. */
    WindowCall window(SqlCall call, ExpressionAnalyzer expressions) {
        String name = name(call);
        boolean hop = HOP.containsKey(name);
        List<SqlNode> operands = call.getOperandList();
        int lengths = hop ? 2 : 1;
        if (operands.size() < 1 + lengths || operands.size() > 2 + lengths) {
            throw problems.at(
                    call,
                    SqlError.WINDOW_INVALID,
                    hop
                            ? name + " takes (time, slide, size) or (time, slide, size, offset)"
                            : name + " takes (time, size) or (time, size, offset)");
        }
        Expression time = expressions.analyze(operands.getFirst());
        if (!time.type().equals(DataType.TIMESTAMP)) {
            throw Types.mismatch(
                    problems,
                    operands.getFirst(),
                    "the first argument of " + name + " must be a TIMESTAMP, not "
                            + time.type().sql());
        }
        return window(call, time, operands.subList(1, operands.size()), hop);
    }

    /** The window over an expression, with its lengths (slide, size, offset) or (size, offset). */
    WindowCall window(SqlCall call, Expression time, List<SqlNode> lengths, boolean hop) {
        int at = 0;
        long slide = hop ? micros(lengths.get(at++), "slide") : 0;
        SqlNode sizeNode = lengths.get(at++);
        long size = micros(sizeNode, "size");
        long offset = at < lengths.size() ? micros(lengths.get(at), "offset") : 0;
        boolean noSlide = hop && slide <= 0;
        if (size <= 0 || noSlide) {
            throw problems.at(
                    noSlide ? lengths.getFirst() : sizeNode,
                    SqlError.WINDOW_SIZE,
                    "a window's " + (noSlide ? "slide" : "size") + " must be longer than zero");
        }
        if (hop && slide > size) {
            throw problems.at(
                    call,
                    SqlError.WINDOW_SIZE,
                    "the slide is longer than the size, so some rows would be in no window; the order is"
                            + " HOP(time, slide, size)");
        }
        if (hop && size / slide > WINDOWS_PER_ROW_MAX) {
            throw problems.at(
                    call,
                    SqlError.WINDOW_SIZE,
                    "each row would be in " + size / slide + " windows; at most " + WINDOWS_PER_ROW_MAX
                            + " are allowed, so make the slide longer");
        }
        return new WindowCall(hop, time, hop ? slide : size, size, offset);
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
