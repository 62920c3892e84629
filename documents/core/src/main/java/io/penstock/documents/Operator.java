package io.penstock.documents;

/** How a value is compared. */
public enum Operator {
    EQ("="),
    /** For the conditions of conditional writes only: CQL has no such filter. */
    NE("!="),
    IN("IN"),
    GT(">"),
    GTE(">="),
    LT("<"),
    LTE("<="),
    /** A list, set or map holds this value. */
    CONTAINS("CONTAINS"),
    /** A map holds this key. */
    CONTAINS_KEY("CONTAINS KEY"),
    /** Text matches a pattern with {@code %} at its ends; the column needs an index that can. */
    LIKE("LIKE");

    private final String cql;

    Operator(String cql) {
        this.cql = cql;
    }

    /** The operator in CQL. */
    public String cql() {
        return cql;
    }

    /** Whether it selects a range and not single values. */
    public boolean isRange() {
        return switch (this) {
            case GT, GTE, LT, LTE -> true;
            case EQ, NE, IN, CONTAINS, CONTAINS_KEY, LIKE -> false;
        };
    }
}
