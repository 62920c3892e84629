package io.penstock.stream.sql.internal;

import io.penstock.PenstockException;
import io.penstock.Position;
import io.penstock.stream.sql.SqlError;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Makes the errors of one statement. Positions inside the statement become positions in the script. Immutable.
 *
 * @param line the line in the script where the statement begins, from 1
 * @param column the column where it begins, from 1
 */
record Problems(int line, int column) {
    PenstockException at(SqlNode node, SqlError error, String message) {
        return at(node.getParserPosition(), error, message);
    }

    PenstockException at(SqlParserPos position, SqlError error, String message) {
        return at(position.getLineNum(), position.getColumnNum(), error, message);
    }

    /** Where a part of the statement stands in the script. */
    Position place(SqlNode node) {
        return place(
                node.getParserPosition().getLineNum(), node.getParserPosition().getColumnNum());
    }

    private Position place(int lineInside, int columnInside) {
        return new Position(
                line + Math.max(1, lineInside) - 1,
                lineInside <= 1 ? column + Math.max(1, columnInside) - 1 : Math.max(1, columnInside));
    }

    PenstockException at(int lineInside, int columnInside, SqlError error, String message) {
        Position position = place(lineInside, columnInside);
        return new PenstockException(error, position + ": " + message, position, null);
    }
}
