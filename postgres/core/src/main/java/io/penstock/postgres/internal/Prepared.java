package io.penstock.postgres.internal;

import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.RowField;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement prepared on one connection, as the server described it.
 *
 * @param name its name there
 * @param parameters how its values are written
 * @param columns what it returns, with the formats that are asked for; empty when it returns no rows
 * @param formats the formats alone, for Bind
 * @param touchesSession whether the session must be reset before its next owner
 */
record Prepared(
        String name,
        String sql,
        Parameters parameters,
        List<RowField> columns,
        List<Format> formats,
        boolean touchesSession) {

    /** With binary format for the columns that can be read in it. */
    static Prepared described(String name, String sql, List<Integer> parameterOids, List<RowField> described) {
        List<RowField> columns = new ArrayList<>(described.size());
        List<Format> formats = new ArrayList<>(described.size());
        for (RowField field : described) {
            Format format = Types.formatFor(field.typeOid());
            formats.add(format);
            columns.add(new RowField(
                    field.name(), field.origin(), field.typeOid(), field.typeSize(), field.typeModifier(), format));
        }
        boolean same = formats.stream().distinct().count() == 1;
        return new Prepared(
                name,
                sql,
                new Parameters(parameterOids),
                List.copyOf(columns),
                same ? formats.subList(0, 1) : formats,
                SqlText.of(sql).touchesSession());
    }

    /** Collects the answers to Parse and Describe. */
    static final class Description {
        private List<Integer> parameterOids = List.of();
        private List<RowField> columns = List.of();

        /** Takes in a message; false when it does not belong here. */
        boolean on(BackendMessage message) {
            switch (message) {
                case BackendMessage.ParseComplete parsed -> {}
                case BackendMessage.ParameterDescription parameters -> parameterOids = parameters.typeOids();
                case BackendMessage.RowDescription rows -> columns = rows.fields();
                case BackendMessage.NoData none -> {}
                default -> {
                    return false;
                }
            }
            return true;
        }

        Prepared prepared(String name, String sql) {
            return described(name, sql, parameterOids, columns);
        }
    }
}
