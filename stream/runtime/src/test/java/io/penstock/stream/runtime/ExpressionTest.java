package io.penstock.stream.runtime;

import static io.penstock.stream.data.DataType.BIGINT;
import static io.penstock.stream.data.DataType.BOOLEAN;
import static io.penstock.stream.data.DataType.DATE;
import static io.penstock.stream.data.DataType.DOUBLE;
import static io.penstock.stream.data.DataType.INTEGER;
import static io.penstock.stream.data.DataType.INTERVAL;
import static io.penstock.stream.data.DataType.TIMESTAMP;
import static io.penstock.stream.data.DataType.VARCHAR;
import static io.penstock.stream.runtime.Plans.bigint;
import static io.penstock.stream.runtime.Plans.call;
import static io.penstock.stream.runtime.Plans.column;
import static io.penstock.stream.runtime.Plans.is;
import static io.penstock.stream.runtime.Plans.literal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.Who;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Case;
import io.penstock.stream.plan.Expression.Cast;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.ScalarFunction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static final DataType MONEY = new DataType.Decimal(10, 2);
    private static final Schema ROW = Schema.of(
            Field.of("a", BIGINT),
            Field.of("b", BIGINT),
            Field.of("x", DOUBLE),
            Field.of("t", VARCHAR),
            Field.of("p", BOOLEAN),
            Field.of("q", BOOLEAN),
            Field.of("m", MONEY),
            Field.of("ts", TIMESTAMP),
            Field.of("i", INTEGER),
            Field.of("d", DATE));
    private static final Expression A = column(ROW, "a");
    private static final Expression B = column(ROW, "b");
    private static final Expression X = column(ROW, "x");
    private static final Expression T = column(ROW, "t");
    private static final Expression P = column(ROW, "p");
    private static final Expression Q = column(ROW, "q");
    private static final Expression M = column(ROW, "m");
    private static final Expression TS = column(ROW, "ts");
    private static final Expression I = column(ROW, "i");
    private static final Expression D = column(ROW, "d");

    /** The values of an expression over rows in which one or two columns are set, others NULL. */
    private static List<@Nullable Object> values(Expression expression, List<List<@Nullable Object>> rows) {
        PlanNode plan = Plans.project(new PlanNode.Values(rows, ROW), expression);
        List<@Nullable Object> out = new ArrayList<>();
        for (Batch batch : Dataflow.evaluate(plan, name -> List.of(), 1000)) {
            for (int row = 0; row < batch.size(); row++) {
                out.add(batch.get(row, 0));
            }
        }
        return out;
    }

    private static List<@Nullable Object> row(String columns, @Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < ROW.size(); i++) {
            row.add(null);
        }
        String[] names = columns.split(" ", -1);
        for (int i = 0; i < names.length; i++) {
            row.set(ROW.position(names[i]).orElseThrow(), values[i]);
        }
        return row;
    }

    private static List<@Nullable Object> of(Expression expression, String columns, @Nullable Object[]... rows) {
        return values(
                expression, Arrays.stream(rows).map(row -> row(columns, row)).toList());
    }

    private static @Nullable Object one(Expression expression, String columns, @Nullable Object... values) {
        return of(expression, columns, new @Nullable Object[][] {values}).getFirst();
    }

    private static @Nullable Object[] v(@Nullable Object... values) {
        return values;
    }

    private static void fails(String message, Expression expression, String columns, @Nullable Object... values) {
        assertThatThrownBy(() -> one(expression, columns, values))
                .isInstanceOfSatisfying(
                        PenstockException.class, e -> assertThat(e.who()).isEqualTo(Who.CALLER))
                .hasMessage(message);
    }

    @Test
    void integer_arithmetic_is_exact_or_an_error() {
        Expression sum = call(ScalarFunction.PLUS, BIGINT, A, B);
        assertThat(of(sum, "a b", v(1L, 2L), v(null, Long.MAX_VALUE), v(Long.MAX_VALUE, 0L)))
                .containsExactly(3L, null, Long.MAX_VALUE);
        String tooWide = ": the result does not fit BIGINT; cast to a wider type before";
        fails("(a + b)" + tooWide, sum, "a b", Long.MAX_VALUE, 1L);
        fails("(a - b)" + tooWide, call(ScalarFunction.MINUS, BIGINT, A, B), "a b", Long.MIN_VALUE, 1L);
        fails("(a * b)" + tooWide, call(ScalarFunction.TIMES, BIGINT, A, B), "a b", Long.MIN_VALUE, -1L);
        fails("(a / b)" + tooWide, call(ScalarFunction.DIVIDE, BIGINT, A, B), "a b", Long.MIN_VALUE, -1L);
        fails("(-a)" + tooWide, call(ScalarFunction.NEGATE, BIGINT, A), "a", Long.MIN_VALUE);
        fails("ABS(a)" + tooWide, call(ScalarFunction.ABS, BIGINT, A), "a", Long.MIN_VALUE);
        fails(
                "(i * i): the result does not fit INTEGER; cast to a wider type before",
                call(ScalarFunction.TIMES, INTEGER, I, I),
                "i",
                50_000);
        assertThat(one(call(ScalarFunction.DIVIDE, BIGINT, A, B), "a b", -7L, 2L))
                .isEqualTo(-3L);
        assertThat(one(call(ScalarFunction.MODULO, BIGINT, A, B), "a b", -7L, 2L))
                .isEqualTo(-1L);
    }

    @Test
    void division_by_zero_is_an_error_that_a_guard_prevents() {
        Expression quotient = call(ScalarFunction.DIVIDE, BIGINT, A, B);
        fails("(a / b): division by zero; guard it with NULLIF or CASE", quotient, "a b", 1L, 0L);
        fails(
                "(x / x): division by zero; guard it with NULLIF or CASE",
                call(ScalarFunction.DIVIDE, DOUBLE, X, X),
                "x",
                0.0);
        Expression nonZero = is(ScalarFunction.NOT_EQUAL, B, bigint(0));
        Expression large = is(ScalarFunction.GREATER, quotient, bigint(1));
        assertThat(of(is(ScalarFunction.AND, nonZero, large), "a b", v(4L, 0L), v(4L, 2L), v(4L, 4L)))
                .containsExactly(false, true, false);
        assertThat(of(
                        new Case(List.of(new Case.Branch(nonZero, quotient)), bigint(-1), BIGINT),
                        "a b",
                        v(4L, 0L),
                        v(4L, 2L),
                        v(4L, null)))
                .containsExactly(-1L, 2L, -1L);
        Expression guarded = call(ScalarFunction.DIVIDE, BIGINT, A, call(ScalarFunction.NULLIF, BIGINT, B, bigint(0)));
        assertThat(of(guarded, "a b", v(4L, 0L), v(4L, 2L))).containsExactly(null, 2L);
    }

    @Test
    void logic_has_three_values() {
        @Nullable
        Object[][] pairs = {
            v(true, true), v(true, false), v(true, null), v(false, false), v(false, null), v(null, null), v(null, true)
        };
        assertThat(of(is(ScalarFunction.AND, P, Q), "p q", pairs))
                .containsExactly(true, false, null, false, false, null, null);
        assertThat(of(is(ScalarFunction.OR, P, Q), "p q", pairs))
                .containsExactly(true, true, true, false, null, null, true);
        assertThat(of(call(ScalarFunction.NOT, BOOLEAN, P), "p", v(true), v(false), v((Object) null)))
                .containsExactly(false, true, null);
        assertThat(of(call(ScalarFunction.IS_NOT_TRUE, BOOLEAN, P), "p", v(true), v(false), v((Object) null)))
                .containsExactly(false, true, true);
        assertThat(of(is(ScalarFunction.IS_DISTINCT_FROM, A, B), "a b", v(1L, 1L), v(1L, null), v(null, null)))
                .containsExactly(false, true, false);
        assertThat(of(is(ScalarFunction.EQUAL, A, B), "a b", v(1L, 1L), v(1L, null), v(null, null)))
                .containsExactly(true, null, null);
    }

    @Test
    void nan_is_equal_to_itself_and_above_all_others() {
        Expression nan = literal(Double.NaN, DOUBLE);
        assertThat(of(is(ScalarFunction.EQUAL, X, nan), "x", v(Double.NaN), v(1.0)))
                .containsExactly(true, false);
        Expression above = is(ScalarFunction.GREATER, X, literal(1e300, DOUBLE));
        assertThat(of(above, "x", v(Double.NaN), v(1.0))).containsExactly(true, false);
        PlanNode filter = new PlanNode.Filter(new PlanNode.Values(List.of(row("x", Double.NaN)), ROW), above);
        assertThat(Dataflow.evaluate(filter, name -> List.of(), 9)).hasSize(1);
    }

    @Test
    void decimals_are_exact() {
        Expression product = call(
                ScalarFunction.TIMES,
                new DataType.Decimal(20, 3),
                M,
                literal(new BigDecimal("0.1"), new DataType.Decimal(2, 1)));
        assertThat(one(product, "m", new BigDecimal("0.10"))).isEqualTo(new BigDecimal("0.010"));
        fails(
                "(m + m): the result does not fit DECIMAL(10, 2); cast to a wider type before",
                call(ScalarFunction.PLUS, MONEY, M, M),
                "m",
                new BigDecimal("99999999.99"));
        assertThat(one(
                        is(ScalarFunction.EQUAL, M, new Cast(A, new DataType.Decimal(19, 0))),
                        "m a",
                        new BigDecimal("5.00"),
                        5L))
                .isEqualTo(true);
    }

    @Test
    void casts_say_what_does_not_fit() {
        assertThat(of(new Cast(T, BIGINT), "t", v(" 42 "), v((Object) null), v("-1")))
                .containsExactly(42L, null, -1L);
        fails(
                "CAST(t AS INTEGER): a text is no INTEGER; filter such rows out before or guard the cast with CASE",
                new Cast(T, INTEGER),
                "t",
                "4x");
        String tooWide = ": the result does not fit INTEGER; cast to a wider type before";
        fails("CAST(a AS INTEGER)" + tooWide, new Cast(A, INTEGER), "a", 1L << 40);
        fails("CAST(t AS INTEGER)" + tooWide, new Cast(T, INTEGER), "t", "99999999999999999999");
        fails("CAST(x AS INTEGER)" + tooWide, new Cast(X, INTEGER), "x", Double.NaN);
        assertThat(of(new Cast(X, INTEGER), "x", v(-2.9), v(-2.5), v(1.5), v(0.4999)))
                .containsExactly(-3, -2, 2, 0);
        assertThat(of(new Cast(M, INTEGER), "m", v(new BigDecimal("-2.50")), v(new BigDecimal("2.49"))))
                .containsExactly(-3, 2);
        fails("CAST(x AS INTEGER)" + tooWide, new Cast(X, INTEGER), "x", 2147483647.5);
        assertThat(one(new Cast(T, TIMESTAMP), "t", "2001-01-01 10:00"))
                .isEqualTo(Instant.parse("2001-01-01T10:00:00Z"));
        assertThat(one(new Cast(T, TIMESTAMP), "t", "2001-01-01T10:00:00.5+02:00"))
                .isEqualTo(Instant.parse("2001-01-01T08:00:00.5Z"));
        assertThat(one(new Cast(TS, VARCHAR), "ts", Instant.parse("2001-01-01T10:00:00.250Z")))
                .isEqualTo("2001-01-01 10:00:00.25");
        assertThat(one(new Cast(TS, DATE), "ts", Instant.parse("1969-12-31T23:00:00Z")))
                .isEqualTo(LocalDate.of(1969, 12, 31));
        assertThat(one(new Cast(T, MONEY), "t", "1.005")).isEqualTo(new BigDecimal("1.01"));
        assertThat(one(new Cast(P, VARCHAR), "p", true)).isEqualTo("true");
    }

    @Test
    void texts() {
        Expression upper = call(ScalarFunction.UPPER, VARCHAR, T);
        assertThat(of(upper, "t", v("a"), v("b"), v("a"), v((Object) null))).containsExactly("A", "B", "A", null);
        assertThat(one(call(ScalarFunction.CONCAT, VARCHAR, T, upper), "t", "ab"))
                .isEqualTo("abAB");
        assertThat(one(call(ScalarFunction.SUBSTRING, VARCHAR, T, bigint(2), bigint(2)), "t", "a😀cd"))
                .isEqualTo("😀c");
        assertThat(one(call(ScalarFunction.SUBSTRING, VARCHAR, T, bigint(-1), bigint(3)), "t", "abc"))
                .isEqualTo("a");
        assertThat(one(call(ScalarFunction.CHAR_LENGTH, BIGINT, T), "t", "a😀")).isEqualTo(2L);
        assertThat(one(call(ScalarFunction.POSITION, INTEGER, literal("c", VARCHAR), T), "t", "😀c"))
                .isEqualTo(2);
        assertThat(one(call(ScalarFunction.TRIM, VARCHAR, T), "t", " x y ")).isEqualTo("x y");
        for (String[] c : new String[][] {
            {"a%", "abc"}, {"%c", "abc"}, {"abc", "abc"}, {"a_c", "abc"}, {"%b%", "abc"}, {"a.c", "a.c"}
        }) {
            assertThat(one(is(ScalarFunction.LIKE, T, literal(c[0], VARCHAR)), "t", c[1]))
                    .isEqualTo(true);
        }
        assertThat(one(is(ScalarFunction.LIKE, T, literal("a.c", VARCHAR)), "t", "abc"))
                .isEqualTo(false);
        assertThat(one(is(ScalarFunction.LESS, T, literal("\uffff", VARCHAR)), "t", "😀"))
                .isEqualTo(false);
        assertThat(of(call(ScalarFunction.COALESCE, VARCHAR, T, literal("-", VARCHAR)), "t", v("x"), v((Object) null)))
                .containsExactly("x", "-");
    }

    @Test
    void times() {
        Instant moment = Instant.parse("2001-05-17T10:31:12.5Z");
        for (String[] c : new String[][] {
            {"hour", "2001-05-17T10:00:00Z"},
            {"week", "2001-05-14T00:00:00Z"},
            {"quarter", "2001-04-01T00:00:00Z"},
            {"YEARS", "2001-01-01T00:00:00Z"}
        }) {
            assertThat(one(call(ScalarFunction.DATE_TRUNC, TIMESTAMP, literal(c[0], VARCHAR), TS), "ts", moment))
                    .isEqualTo(Instant.parse(c[1]));
        }
        assertThat(one(call(ScalarFunction.EXTRACT, BIGINT, literal("DOY", VARCHAR), TS), "ts", moment))
                .isEqualTo(137L);
        assertThat(one(
                        call(ScalarFunction.EXTRACT, BIGINT, literal("MONTH", VARCHAR), D),
                        "d",
                        LocalDate.of(1968, 2, 1)))
                .isEqualTo(2L);
        Expression second = literal(Duration.ofSeconds(1), INTERVAL);
        assertThat(one(call(ScalarFunction.TIMESTAMP_PLUS, TIMESTAMP, TS, second), "ts", moment))
                .isEqualTo(moment.plusSeconds(1));
        assertThat(one(
                        call(ScalarFunction.TUMBLE_START, TIMESTAMP, TS, bigint(1_000_000), bigint(0)),
                        "ts",
                        Instant.ofEpochSecond(-1, 500)))
                .isEqualTo(Instant.ofEpochSecond(-1));
        fails(
                "DATE_TRUNC('eon', ts): unknown unit 'eon'; expected microsecond, millisecond, second, minute, hour,"
                        + " day, week, month, quarter or year, and in EXTRACT also dow, isodow, doy, isoyear or epoch",
                call(ScalarFunction.DATE_TRUNC, TIMESTAMP, literal("eon", VARCHAR), TS),
                "ts",
                moment);
    }

    @Test
    void numbers() {
        assertThat(of(call(ScalarFunction.ROUND, DOUBLE, X), "x", v(2.5), v(-2.5), v(0.49999999999999994)))
                .containsExactly(3.0, -3.0, 0.0);
        assertThat(one(call(ScalarFunction.ROUND, DOUBLE, X, bigint(1)), "x", 0.25))
                .isEqualTo(0.3);
        assertThat(of(call(ScalarFunction.GREATEST, BIGINT, A, B), "a b", v(1L, 2L), v(1L, null)))
                .containsExactly(2L, null);
        fails(
                "LN(x): not defined for an argument this small; guard it with CASE",
                call(ScalarFunction.LN, DOUBLE, X),
                "x",
                0.0);
        assertThat(one(call(ScalarFunction.FLOOR, MONEY, M), "m", new BigDecimal("-1.50")))
                .isEqualTo(new BigDecimal("-2.00"));
    }

    @Test
    void the_watermark_is_null_while_unset() {
        Expression watermark = call(ScalarFunction.WATERMARK, TIMESTAMP);
        assertThat(one(watermark, "a", 1L)).isNull();
    }
}
