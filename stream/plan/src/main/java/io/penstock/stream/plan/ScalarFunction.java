package io.penstock.stream.plan;

import java.util.List;

/**
 * The scalar functions and operators that a plan can name. Integer arithmetic that overflows and division by zero are
 * errors; comparisons and arithmetic with NULL are NULL; AND, OR and NOT have three values. Two arguments of an
 * operator have the same type, except where the name says otherwise.
 */
public enum ScalarFunction {
    PLUS("+", true),
    MINUS("-", true),
    TIMES("*", true),
    DIVIDE("/", true),
    MODULO("%", true),
    NEGATE("-", false),
    EQUAL("=", true),
    NOT_EQUAL("<>", true),
    LESS("<", true),
    LESS_OR_EQUAL("<=", true),
    GREATER(">", true),
    GREATER_OR_EQUAL(">=", true),
    IS_DISTINCT_FROM("IS DISTINCT FROM", true),
    IS_NOT_DISTINCT_FROM("IS NOT DISTINCT FROM", true),
    AND("AND", true),
    OR("OR", true),
    NOT("NOT", false),
    IS_NULL("IS NULL", false),
    IS_NOT_NULL("IS NOT NULL", false),
    IS_TRUE("IS TRUE", false),
    IS_NOT_TRUE("IS NOT TRUE", false),
    IS_FALSE("IS FALSE", false),
    IS_NOT_FALSE("IS NOT FALSE", false),
    LIKE("LIKE", true),
    COALESCE,
    NULLIF,
    GREATEST,
    LEAST,
    ABS,
    CEIL,
    FLOOR,
    ROUND,
    SQRT,
    POWER,
    LN,
    EXP,
    SIGN,
    UPPER,
    LOWER,
    TRIM,
    CONCAT("||", true),
    SUBSTRING,
    CHAR_LENGTH,
    REPLACE,
    POSITION,
    STARTS_WITH,
    /** (unit text, timestamp): the start of the unit. */
    DATE_TRUNC,
    /** (unit text, timestamp or date): a number, as EXTRACT. */
    EXTRACT,
    /** (timestamp, interval): arithmetic on the time line. */
    TIMESTAMP_PLUS("+", true),
    /** (timestamp, interval). */
    TIMESTAMP_MINUS("-", true),
    /** (timestamp, timestamp): the interval between. */
    TIMESTAMP_DIFF("-", true),
    /** (timestamp, size, offset): the start of the tumbling window. */
    TUMBLE_START,
    /** (timestamp, slide, size, offset): the start of the earliest sliding window that holds the row. */
    HOP_START,
    /** (): the stream's watermark, NULL while it is unset. */
    WATERMARK;

    private final String symbol;
    private final boolean infix;

    ScalarFunction() {
        this.symbol = name();
        this.infix = false;
    }

    ScalarFunction(String symbol, boolean infix) {
        this.symbol = symbol;
        this.infix = infix;
    }

    /** The text of a call, as EXPLAIN prints it. */
    String format(List<Expression> arguments) {
        if (infix) {
            return "("
                    + String.join(
                            " " + symbol + " ",
                            arguments.stream().map(Object::toString).toList()) + ")";
        }
        return switch (this) {
            case NOT -> "(NOT " + arguments.getFirst() + ")";
            case NEGATE -> "(-" + arguments.getFirst() + ")";
            case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
                "(" + arguments.getFirst() + " " + symbol + ")";
            default ->
                symbol + "("
                        + String.join(
                                ", ", arguments.stream().map(Object::toString).toList()) + ")";
        };
    }
}
