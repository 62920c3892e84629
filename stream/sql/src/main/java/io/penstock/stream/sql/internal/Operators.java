package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DataType.Decimal;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.sql.SqlError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Types of operators: arithmetic, comparisons, logic and the time line. */
record Operators(Conversions conversions, Problems problems) {
    private static @Nullable ScalarFunction function(SqlKind kind, String name) {
        return switch (kind) {
            case PLUS -> ScalarFunction.PLUS;
            case MINUS -> ScalarFunction.MINUS;
            case TIMES -> ScalarFunction.TIMES;
            case DIVIDE -> ScalarFunction.DIVIDE;
            case MOD -> ScalarFunction.MODULO;
            case MINUS_PREFIX, PLUS_PREFIX -> ScalarFunction.NEGATE;
            case EQUALS -> ScalarFunction.EQUAL;
            case NOT_EQUALS -> ScalarFunction.NOT_EQUAL;
            case LESS_THAN -> ScalarFunction.LESS;
            case LESS_THAN_OR_EQUAL -> ScalarFunction.LESS_OR_EQUAL;
            case GREATER_THAN -> ScalarFunction.GREATER;
            case GREATER_THAN_OR_EQUAL -> ScalarFunction.GREATER_OR_EQUAL;
            case IS_DISTINCT_FROM -> ScalarFunction.IS_DISTINCT_FROM;
            case IS_NOT_DISTINCT_FROM -> ScalarFunction.IS_NOT_DISTINCT_FROM;
            case AND -> ScalarFunction.AND;
            case OR -> ScalarFunction.OR;
            case NOT -> ScalarFunction.NOT;
            case IS_NULL -> ScalarFunction.IS_NULL;
            case IS_NOT_NULL -> ScalarFunction.IS_NOT_NULL;
            case IS_TRUE -> ScalarFunction.IS_TRUE;
            case IS_NOT_TRUE -> ScalarFunction.IS_NOT_TRUE;
            case IS_FALSE -> ScalarFunction.IS_FALSE;
            case IS_NOT_FALSE -> ScalarFunction.IS_NOT_FALSE;
            default -> name.equals("||") ? ScalarFunction.CONCAT : null;
        };
    }

    boolean isOperator(SqlKind kind, String name) {
        return function(kind, name) != null;
    }

    Expression call(SqlCall call, List<Expression> arguments) {
        ScalarFunction function = function(call.getKind(), call.getOperator().getName());
        if (function == null) {
            throw new IllegalStateException(call.getKind() + " is no operator");
        }
        return switch (function) {
            case PLUS, MINUS -> sum(function, arguments, call);
            case TIMES, DIVIDE, MODULO -> arithmetic(function, arguments.get(0), arguments.get(1), call);
            case NEGATE -> sign(call.getKind() == SqlKind.MINUS_PREFIX, arguments.getFirst(), call);
            case AND, OR, NOT, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> logic(function, arguments, call);
            case IS_NULL, IS_NOT_NULL -> new Call(function, arguments, DataType.BOOLEAN);
            case CONCAT -> concat(arguments, call);
            default -> compare(function, arguments.get(0), arguments.get(1), call);
        };
    }

    private Expression logic(ScalarFunction function, List<Expression> arguments, SqlCall call) {
        List<Expression> conditions = new java.util.ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            conditions.add(conversions.condition(
                    arguments.get(i), call.operand(i), "what " + function.name().replace('_', ' ') + " takes"));
        }
        return new Call(function, conditions, DataType.BOOLEAN);
    }

    Expression compare(ScalarFunction function, Expression left, Expression right, SqlNode at) {
        DataType common = Conversions.common(List.of(left, right));
        String symbol = symbol(function);
        if (common == null || !(Types.isOrdered(common) || common.equals(DataType.VARBINARY))) {
            throw conversions.unknownFor(at, symbol, List.of(left, right));
        }
        List<Expression> same = conversions.unify(List.of(left, right), at, "both sides of " + symbol);
        return new Call(function, same, DataType.BOOLEAN);
    }

    private static String symbol(ScalarFunction function) {
        return switch (function) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
            case PLUS -> "+";
            case MINUS -> "-";
            case TIMES -> "*";
            case DIVIDE -> "/";
            case MODULO -> "%";
            case CONCAT -> "||";
            default -> function.name().replace('_', ' ');
        };
    }

    Expression concat(List<Expression> arguments, SqlNode at) {
        Expression all = null;
        for (Expression argument : arguments) {
            Expression text = argument.type().equals(DataType.VARCHAR)
                    ? argument
                    : conversions.cast(argument, DataType.VARCHAR, at);
            all = all == null ? text : new Call(ScalarFunction.CONCAT, List.of(all, text), DataType.VARCHAR);
        }
        if (all == null) {
            throw problems.at(at, SqlError.INVALID, "CONCAT takes at least one argument");
        }
        return all;
    }

    /** + and −, of numbers and on the time line. */
    private Expression sum(ScalarFunction function, List<Expression> arguments, SqlCall at) {
        Expression left = arguments.get(0);
        Expression right = arguments.get(1);
        boolean plus = function == ScalarFunction.PLUS;
        if (plus && left.type().equals(DataType.INTERVAL) && isMoment(right)) {
            return sum(function, List.of(right, left), at);
        }
        if (isMoment(left) && right.type().equals(DataType.INTERVAL)) {
            return new Call(
                    plus ? ScalarFunction.TIMESTAMP_PLUS : ScalarFunction.TIMESTAMP_MINUS,
                    List.of(conversions.to(DataType.TIMESTAMP, left, at, "the time"), right),
                    DataType.TIMESTAMP);
        }
        boolean moments =
                (isMoment(left) && !Types.isNumeric(right.type())) || (isMoment(right) && isTextLiteral(left));
        if (!plus && moments) {
            Optional<Expression> from = conversions.implicit(left, DataType.TIMESTAMP);
            Optional<Expression> to = conversions.implicit(right, DataType.TIMESTAMP);
            if (from.isPresent() && to.isPresent()) {
                return new Call(ScalarFunction.TIMESTAMP_DIFF, List.of(from.get(), to.get()), DataType.INTERVAL);
            }
        }
        if (left.type().equals(DataType.INTERVAL) && right.type().equals(DataType.INTERVAL)) {
            return new Call(function, arguments, DataType.INTERVAL);
        }
        return arithmetic(function, left, right, at);
    }

    private static boolean isMoment(Expression expression) {
        return expression.type().equals(DataType.TIMESTAMP) || expression.type().equals(DataType.DATE);
    }

    private static boolean isTextLiteral(Expression expression) {
        return expression instanceof Literal literal && literal.value() instanceof String;
    }

    Expression arithmetic(ScalarFunction function, Expression left, Expression right, SqlNode at) {
        List<Expression> both = List.of(left, right);
        DataType common = Conversions.common(both);
        if (common != null && Conversions.isNull(left) && Conversions.isNull(right)) {
            common = DataType.INTEGER;
        }
        if (common == null || !Types.isNumeric(common)) {
            throw conversions.unknownFor(at, symbol(function), both);
        }
        DataType type = common;
        List<Expression> same = both.stream()
                .map(e -> conversions.to(type, e, at, "both sides of " + symbol(function)))
                .toList();
        return new Call(function, same, result(function, left, right, type));
    }

    private static DataType result(ScalarFunction function, Expression left, Expression right, DataType common) {
        if (!(common instanceof Decimal decimal)) {
            return common;
        }
        Decimal a = Conversions.isNull(left) ? decimal : Types.decimalOf(left.type());
        Decimal b = Conversions.isNull(right) ? decimal : Types.decimalOf(right.type());
        return switch (function) {
            case TIMES -> Types.product(a, b);
            case DIVIDE -> Types.quotient(a, b);
            case MODULO -> decimal;
            default -> Types.sum(a, b);
        };
    }

    private Expression sign(boolean minus, Expression value, SqlNode at) {
        if (value instanceof Literal literal && literal.value() != null && Types.isNumeric(value.type())) {
            return minus ? negated(literal, at) : literal;
        }
        if (minus && value instanceof Literal literal && literal.value() instanceof Duration length) {
            return new Literal(length.negated(), DataType.INTERVAL);
        }
        if (!Types.isNumeric(value.type())) {
            throw conversions.unknownFor(at, minus ? "-" : "+", List.of(value));
        }
        return minus ? new Call(ScalarFunction.NEGATE, List.of(value), value.type()) : value;
    }

    /** The constant itself, so that -9223372036854775808 is a BIGINT although its digits alone are not. */
    private Expression negated(Literal literal, SqlNode at) {
        BigDecimal number = Constants.number(java.util.Objects.requireNonNull(literal.value()))
                .orElseThrow(() -> conversions.unknownFor(at, "-", List.of(literal)))
                .negate();
        if (literal.type().equals(DataType.DOUBLE) || literal.type().equals(DataType.REAL)) {
            return new Literal(-number.negate().doubleValue(), DataType.DOUBLE);
        }
        for (DataType type : number.scale() <= 0 ? List.of(DataType.INTEGER, DataType.BIGINT) : List.<DataType>of()) {
            Optional<Object> whole = Constants.convert(number, type);
            if (whole.isPresent()) {
                return new Literal(whole.get(), type);
            }
        }
        return new Literal(number, literal.type());
    }
}
