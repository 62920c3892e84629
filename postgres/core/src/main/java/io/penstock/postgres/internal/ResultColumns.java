package io.penstock.postgres.internal;

import io.penstock.postgres.Columns;
import io.penstock.postgres.wire.RowField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The columns of one result. Immutable. */
final class ResultColumns implements Columns {
    static final ResultColumns NONE = new ResultColumns(List.of());

    private final List<RowField> fields;
    private final Map<String, Integer> byName = new HashMap<>();

    ResultColumns(List<RowField> fields) {
        this.fields = fields;
        for (int i = 0; i < fields.size(); i++) {
            byName.putIfAbsent(fields.get(i).name(), i);
        }
    }

    RowField field(int column) {
        return fields.get(column);
    }

    /** The position of a column, or an error that names the nearest. */
    int position(String name) {
        Integer at = byName.get(name);
        if (at == null) {
            throw Errors.noColumn(name, names());
        }
        return at;
    }

    @Override
    public int count() {
        return fields.size();
    }

    @Override
    public List<String> names() {
        return Types.names(fields);
    }

    @Override
    public OptionalInt indexOf(String name) {
        Integer at = byName.get(name);
        return at == null ? OptionalInt.empty() : OptionalInt.of(at);
    }

    @Override
    public String typeName(int column) {
        return Types.sqlName(fields.get(column).typeOid());
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
