package io.penstock.documents;

import java.util.List;

/**
 * The token of the partition key, which is the row's place on the ring, compared with another.
 *
 * @param operator EQ or a range
 * @param values the token; or the values of a partition key in order, whose token is meant
 * @param ofKey whether the values are those of a partition key
 */
public record TokenComparison<E>(Operator operator, List<?> values, boolean ofKey) implements Filter<E> {
    public TokenComparison {
        values = Values.present("token of the partition key", values);
        if (!operator.isRange() && operator != Operator.EQ) {
            throw new IllegalArgumentException("tokens are compared by EQ, GT, GTE, LT or LTE, got " + operator);
        }
    }

    /** The operator: values stay out of logs. */
    @Override
    public String toString() {
        return "token " + operator.cql() + " ?";
    }
}
