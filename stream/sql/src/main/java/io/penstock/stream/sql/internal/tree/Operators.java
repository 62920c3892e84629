package io.penstock.stream.sql.internal.tree;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;

/** Operators that Calcite keeps in a table of thousands, which we do not want to load for one. */
public final class Operators {
    /** {@code value::TYPE}. */
    public static final SqlBinaryOperator INFIX_CAST =
            new SqlBinaryOperator("::", SqlKind.CAST, 94, true, null, null, null);

    private Operators() {}
}
