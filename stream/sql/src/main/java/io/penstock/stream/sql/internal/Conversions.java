package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DataType.Decimal;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Cast;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.sql.SqlError;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * Conversions that nobody has to write: numbers become wider, dates become timestamps, and constants take the type of
 * what they meet. Everything else needs a CAST.
 */
record Conversions(Problems problems) {
    static boolean isNull(Expression expression) {
        return expression instanceof Literal literal && literal.value() == null;
    }

    /** The expression as a value of the type, if no CAST is needed for that. */
    Optional<Expression> implicit(Expression expression, DataType to) {
        if (expression.type().equals(to) && !isNull(expression)) {
            return Optional.of(expression);
        }
        if (expression instanceof Literal literal) {
            return literal(literal, to);
        }
        DataType from = expression.type();
        boolean widens = Types.isNumeric(from)
                && Types.isNumeric(to)
                && (Types.wider(from, to).equals(to) || (from instanceof Decimal && to instanceof Decimal));
        if (widens || (from.equals(DataType.DATE) && to.equals(DataType.TIMESTAMP))) {
            return Optional.of(new Cast(expression, to));
        }
        return Optional.empty();
    }

    private static Optional<Expression> literal(Literal literal, DataType to) {
        Object value = literal.value();
        if (value == null) {
            return Optional.of(new Literal(null, to));
        }
        if (value instanceof String && !to.equals(DataType.VARCHAR) && !Types.isTemporal(to)) {
            return Optional.empty();
        }
        return Constants.convert(value, to).map(converted -> new Literal(converted, to));
    }

    /** As {@link #implicit}, or an error that names both types. */
    Expression to(DataType to, Expression expression, SqlNode at, String what) {
        return implicit(expression, to).orElseThrow(() -> refusal(expression, to, at, what));
    }

    private RuntimeException refusal(Expression expression, DataType to, SqlNode at, String what) {
        if (expression instanceof Literal literal && Types.isTemporal(to) && literal.value() instanceof String) {
            return Types.mismatch(
                    problems, at, what + " must be " + to.sql() + ", and " + literal + " is not one; " + example(to));
        }
        return Types.mismatch(
                problems, at, what + " must be " + to.sql() + ", not " + typeName(expression) + remedy(expression, to));
    }

    private static String example(DataType type) {
        if (type.equals(DataType.DATE)) {
            return "write '2001-01-31'";
        }
        return type.equals(DataType.TIME)
                ? "write '10:20:30'"
                : "write '2001-01-31 10:20:30' or '2001-01-31T10:20:30Z'";
    }

    private static String remedy(Expression expression, DataType to) {
        return castable(expression.type(), to) ? "; if that is meant, CAST(… AS " + to.sql() + ")" : "";
    }

    static String typeName(Expression expression) {
        return expression instanceof Literal literal && literal.value() != null
                ? expression.type().sql() + " " + literal
                : expression.type().sql();
    }

    /** A condition. */
    Expression condition(Expression expression, SqlNode at, String what) {
        return to(DataType.BOOLEAN, expression, at, what);
    }

    /** An explicit CAST. */
    Expression cast(Expression expression, DataType to, SqlNode at) {
        if (expression.type().equals(to)) {
            return expression;
        }
        if (isNull(expression)) {
            return new Literal(null, to);
        }
        if (!castable(expression.type(), to)) {
            throw Types.mismatch(problems, at, "a " + expression.type().sql() + " cannot be cast to " + to.sql());
        }
        if (expression instanceof Literal literal && !(literal.value() instanceof String && !Types.isTemporal(to))) {
            Optional<Object> converted = Constants.convert(Objects.requireNonNull(literal.value()), to);
            if (converted.isPresent()) {
                return new Literal(converted.get(), to);
            }
        }
        return new Cast(expression, to);
    }

    private static boolean castable(DataType from, DataType to) {
        if (from.equals(to)) {
            return true;
        }
        if (Types.isNumeric(from)) {
            return Types.isNumeric(to) || to.equals(DataType.VARCHAR);
        }
        if (from.equals(DataType.VARCHAR)) {
            return Types.isOrdered(to) && !to.equals(DataType.INTERVAL);
        }
        if (from.equals(DataType.TIMESTAMP)) {
            return to.equals(DataType.DATE) || to.equals(DataType.TIME) || to.equals(DataType.VARCHAR);
        }
        if (from.equals(DataType.DATE)) {
            return to.equals(DataType.TIMESTAMP) || to.equals(DataType.VARCHAR);
        }
        return (from.equals(DataType.BOOLEAN) || from.equals(DataType.TIME)) && to.equals(DataType.VARCHAR);
    }

    /** The type that all of them can take without a CAST; null when there is none. */
    static @Nullable DataType common(List<Expression> expressions) {
        DataType common = null;
        for (Expression expression : expressions) {
            if (!(expression instanceof Literal)) {
                common = common == null ? expression.type() : commonOf(common, expression.type());
                if (common == null) {
                    return null;
                }
            }
        }
        for (Expression expression : expressions) {
            if (expression instanceof Literal literal && literal.value() != null) {
                common = common == null ? literal.type() : withLiteral(common, literal);
                if (common == null) {
                    return null;
                }
            }
        }
        return common == null ? DataType.VARCHAR : common;
    }

    private static @Nullable DataType commonOf(DataType a, DataType b) {
        if (a.equals(b)) {
            return a;
        }
        if (Types.isNumeric(a) && Types.isNumeric(b)) {
            return Types.wider(a, b);
        }
        boolean days = (a.equals(DataType.DATE) && b.equals(DataType.TIMESTAMP))
                || (a.equals(DataType.TIMESTAMP) && b.equals(DataType.DATE));
        return days ? DataType.TIMESTAMP : null;
    }

    /** A constant takes the type of what it meets; a fraction or a large number makes it wider. */
    private static @Nullable DataType withLiteral(DataType type, Literal literal) {
        if (literal(literal, type).isPresent()) {
            return type;
        }
        if (literal.value() instanceof String text
                && type.equals(DataType.DATE)
                && Times.timestamp(text).isPresent()) {
            return DataType.TIMESTAMP;
        }
        return literal.value() instanceof String && Types.isTemporal(type) ? type : commonOf(type, literal.type());
    }

    /** All of them as values of one type. */
    List<Expression> unify(List<Expression> expressions, SqlNode at, String what) {
        DataType common = common(expressions);
        if (common == null) {
            String types = String.join(
                    ", ",
                    expressions.stream().map(Conversions::typeName).distinct().toList());
            throw Types.mismatch(problems, at, what + " must have one type, not " + types);
        }
        return expressions.stream().map(e -> to(common, e, at, what)).toList();
    }

    /** An operator or function on types that it does not know. */
    RuntimeException unknownFor(SqlNode at, String operator, List<Expression> arguments) {
        String types = String.join(
                " and ", arguments.stream().map(Conversions::typeName).toList());
        return problems.at(at, SqlError.TYPE_MISMATCH, operator + " does not take " + types);
    }
}
