package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DataType.Decimal;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.Case;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.sql.SqlError;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlBinaryStringLiteral;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.util.BitString;

/**
 * Gives scalar expressions their names' meaning and their types. One object serves one place of a query: a WHERE sees
 * the columns of FROM, a SELECT over groups sees keys and aggregates; that difference is in {@link Meaning}.
 */
final class ExpressionAnalyzer {
    private final Scope scope;
    private final Problems problems;
    private final Meaning meaning;
    private final Conversions conversions;
    private final Operators operators;
    private final Functions functions;

    ExpressionAnalyzer(Scope scope, Problems problems) {
        this(scope, problems, (node, analyzer) -> Optional.empty());
    }

    ExpressionAnalyzer(Scope scope, Problems problems, Meaning meaning) {
        this.scope = scope;
        this.problems = problems;
        this.meaning = meaning;
        this.conversions = new Conversions(problems);
        this.operators = new Operators(conversions, problems);
        this.functions = new Functions(this, conversions, operators, problems);
    }

    /** What a node means at a place where it does not simply mean itself. */
    @FunctionalInterface
    interface Meaning {
        Optional<Expression> of(SqlNode node, ExpressionAnalyzer analyzer);
    }

    Problems problems() {
        return problems;
    }

    Conversions conversions() {
        return conversions;
    }

    Expression analyze(SqlNode node) {
        Optional<Expression> special = meaning.of(node, this);
        if (special.isPresent()) {
            return special.get();
        }
        return switch (node) {
            case SqlLiteral literal -> literal(literal);
            case SqlIdentifier identifier -> {
                functions.refuseClock(identifier, scope);
                yield column(identifier);
            }
            case SqlCase choice -> choice(choice);
            case SqlCall call -> call(call);
            case SqlNodeList list ->
                throw problems.at(list, SqlError.UNSUPPORTED, "a list of values can stand only behind IN");
            default -> throw problems.at(node, SqlError.UNSUPPORTED, "'" + node + "' cannot be a value");
        };
    }

    /** A condition for WHERE, HAVING, ON, WHEN or FILTER. */
    Expression condition(SqlNode node, String what) {
        return conversions.condition(analyze(node), node, what);
    }

    private Expression column(SqlIdentifier identifier) {
        if (identifier.isStar()) {
            throw problems.at(identifier, SqlError.INVALID, "* can stand only in SELECT by itself and in COUNT(*)");
        }
        Scope.Named column = scope.resolve(identifier, problems);
        if (column.window() != null && !column.window().isSingle()) {
            throw problems.at(
                    identifier,
                    SqlError.WINDOW_INVALID,
                    "which " + column.window().kind() + " windows a row is in is known only in a group; '"
                            + column.name() + "' can be used only together with GROUP BY window_start, window_end");
        }
        return column.value();
    }

    private Expression literal(SqlLiteral literal) {
        return switch (literal) {
            case SqlIntervalLiteral interval -> interval(Intervals.of(interval, problems));
            case SqlNumericLiteral number -> number(number);
            case SqlCharStringLiteral text -> new Literal(text.toValue(), DataType.VARCHAR);
            case SqlBinaryStringLiteral bytes ->
                new Literal(bytes.getValueAs(BitString.class).getAsByteArray(), DataType.VARBINARY);
            case SqlUnknownLiteral typed -> typed(typed);
            default -> {
                Object value = literal.getValue();
                if (value == null) {
                    yield new Literal(null, DataType.VARCHAR);
                }
                if (value instanceof Boolean) {
                    yield new Literal(value, DataType.BOOLEAN);
                }
                throw problems.at(literal, SqlError.UNSUPPORTED, "'" + literal + "' cannot be a value");
            }
        };
    }

    static Literal interval(Duration length) {
        return new Literal(length, DataType.INTERVAL);
    }

    /** TIMESTAMP '…', DATE '…' and TIME '…'. */
    private Expression typed(SqlUnknownLiteral literal) {
        DataType type = switch (literal.tag) {
            case "TIMESTAMP" -> DataType.TIMESTAMP;
            case "DATE" -> DataType.DATE;
            case "TIME" -> DataType.TIME;
            default ->
                throw problems.at(literal, SqlError.UNSUPPORTED, "there are no constants of type " + literal.tag);
        };
        return conversions.to(
                type, new Literal(literal.getValue(), DataType.VARCHAR), literal, "the text behind " + literal.tag);
    }

    private Expression number(SqlNumericLiteral literal) {
        BigDecimal value = literal.bigDecimalValue();
        if (value == null || literal.getScale() == null) {
            return new Literal(value == null ? null : value.doubleValue(), DataType.DOUBLE);
        }
        if (literal.isInteger()) {
            for (DataType type : List.of(DataType.INTEGER, DataType.BIGINT)) {
                Optional<Object> whole = Constants.convert(value, type);
                if (whole.isPresent()) {
                    return new Literal(whole.get(), type);
                }
            }
        }
        int scale = Math.max(0, value.scale());
        int precision = Math.max(value.precision(), scale);
        if (precision > Decimal.PRECISION_MAX) {
            throw problems.at(
                    literal,
                    SqlError.VALUE,
                    "a number has at most " + Decimal.PRECISION_MAX + " digits; write it as 1.5e10 to have a DOUBLE");
        }
        return new Literal(value.setScale(scale), new Decimal(Math.max(1, precision), scale));
    }

    private Expression choice(SqlCase node) {
        List<Expression> conditions = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        for (int i = 0; i < node.getWhenOperands().size(); i++) {
            conditions.add(condition(node.getWhenOperands().get(i), "what stands behind WHEN"));
            results.add(analyze(node.getThenOperands().get(i)));
        }
        SqlNode otherwise = node.getElseOperand();
        results.add(otherwise == null ? new Literal(null, DataType.VARCHAR) : analyze(otherwise));
        List<Expression> same = conversions.unify(results, node, "the results of CASE");
        List<Case.Branch> branches = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            branches.add(new Case.Branch(conditions.get(i), same.get(i)));
        }
        return new Case(branches, same.getLast(), same.getLast().type());
    }

    private Expression call(SqlCall call) {
        return switch (call.getKind()) {
            case CAST ->
                conversions.cast(analyze(call.operand(0)), Types.of((SqlDataTypeSpec) call.operand(1), problems), call);
            case IN, NOT_IN -> in(call);
            case BETWEEN -> between(call);
            case LIKE -> like(call);
            case INTERVAL -> interval(Intervals.of(call, problems));
            case SELECT, UNION, INTERSECT, EXCEPT, ORDER_BY, WITH, EXISTS, SOME, ALL, SCALAR_QUERY ->
                throw problems.at(
                        call,
                        SqlError.UNSUPPORTED,
                        "a query cannot stand inside an expression yet; put it into FROM or write a join");
            case OVER ->
                throw problems.at(
                        call,
                        SqlError.UNSUPPORTED,
                        "OVER is not supported yet; GROUP BY with a window gives aggregates over time");
            case FILTER, WITHIN_GROUP ->
                throw problems.at(
                        call, SqlError.INVALID, WindowCalls.name(call) + " belongs to an aggregate in a SELECT");
            case ROW ->
                throw problems.at(call, SqlError.UNSUPPORTED, "rows of values cannot be compared; compare the columns");
            default ->
                operators.isOperator(call.getKind(), call.getOperator().getName())
                        ? operators.call(call, arguments(call))
                        : functions.call(call);
        };
    }

    List<Expression> arguments(SqlCall call) {
        List<Expression> arguments = new ArrayList<>();
        for (SqlNode operand : call.getOperandList()) {
            arguments.add(analyze(operand));
        }
        return arguments;
    }

    private Expression in(SqlCall call) {
        if (!(call.operand(1) instanceof SqlNodeList list)) {
            throw problems.at(
                    call, SqlError.UNSUPPORTED, "IN takes a list of values; for the rows of a query write a join");
        }
        Expression value = analyze(call.operand(0));
        List<Expression> alternatives = new ArrayList<>();
        for (SqlNode element : list) {
            alternatives.add(operators.compare(ScalarFunction.EQUAL, value, analyze(element), element));
        }
        Expression any = balanced(ScalarFunction.OR, alternatives);
        return call.getKind() == SqlKind.IN ? any : not(any);
    }

    /** A long list as a shallow tree, so that nothing that walks it runs out of stack. */
    private static Expression balanced(ScalarFunction function, List<Expression> operands) {
        if (operands.size() == 1) {
            return operands.getFirst();
        }
        int half = operands.size() / 2;
        return new Call(
                function,
                List.of(
                        balanced(function, operands.subList(0, half)),
                        balanced(function, operands.subList(half, operands.size()))),
                DataType.BOOLEAN);
    }

    private static Expression not(Expression condition) {
        return new Call(ScalarFunction.NOT, List.of(condition), DataType.BOOLEAN);
    }

    private Expression between(SqlCall call) {
        SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
        if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
            throw problems.at(
                    call, SqlError.UNSUPPORTED, "BETWEEN SYMMETRIC is not supported; put the smaller bound first");
        }
        Expression value = analyze(call.operand(0));
        Expression low = analyze(call.operand(1));
        Expression high = analyze(call.operand(2));
        Expression both = new Call(
                ScalarFunction.AND,
                List.of(
                        operators.compare(ScalarFunction.GREATER_OR_EQUAL, value, low, call.operand(1)),
                        operators.compare(ScalarFunction.LESS_OR_EQUAL, value, high, call.operand(2))),
                DataType.BOOLEAN);
        return operator.isNegated() ? not(both) : both;
    }

    private Expression like(SqlCall call) {
        SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
        if (call.operandCount() > 2 || !operator.isCaseSensitive()) {
            throw problems.at(
                    call,
                    SqlError.UNSUPPORTED,
                    "LIKE takes a text and a pattern; ESCAPE and ILIKE are not supported yet");
        }
        Expression like = new Call(
                ScalarFunction.LIKE,
                List.of(
                        conversions.to(DataType.VARCHAR, analyze(call.operand(0)), call.operand(0), "what LIKE tests"),
                        conversions.to(DataType.VARCHAR, analyze(call.operand(1)), call.operand(1), "a pattern")),
                DataType.BOOLEAN);
        return operator.isNegated() ? not(like) : like;
    }
}
