package io.penstock.stream.sql.internal.tree;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Carries a {@link Ddl} where the parser wants a node of its own. */
public final class DdlNode extends SqlCall {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("STATEMENT", SqlKind.OTHER_DDL);

    private final Ddl ddl;

    public DdlNode(SqlParserPos position, Ddl ddl) {
        super(position);
        this.ddl = ddl;
    }

    public Ddl ddl() {
        return ddl;
    }

    @Override
    public SqlOperator getOperator() {
        return OPERATOR;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of();
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
        writer.print(ddl.getClass().getSimpleName());
    }
}
