package io.penstock.postgres.internal;

import io.penstock.PenstockException;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.RowField;
import io.penstock.postgres.wire.type.Codec;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of rows: the columns are found by name and the codecs chosen once per result. Columns that the record
 * does not have are left out. Immutable.
 */
final class RecordReader<R> {
    private final RecordShape<R> shape;
    private final RecordComponentShape[] components;
    private final int[] positions;
    private final Codec<?>[] codecs;
    private final Format[] formats;

    RecordReader(RecordShape<R> shape, List<RowField> columns) {
        this.shape = shape;
        this.components = shape.components().toArray(RecordComponentShape[]::new);
        this.positions = new int[components.length];
        this.codecs = new Codec<?>[components.length];
        this.formats = new Format[components.length];
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byName.putIfAbsent(columns.get(i).name(), i);
        }
        for (int i = 0; i < components.length; i++) {
            RecordComponentShape component = components[i];
            Integer at = byName.get(component.columnName());
            if (at == null) {
                throw missing(component, columns);
            }
            RowField field = columns.get(at);
            positions[i] = at;
            codecs[i] = Types.codecOf(component, field.typeOid(), field.name());
            formats[i] = field.format();
        }
    }

    R read(DataRow row) {
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Object value;
            try {
                value = codecs[i].read(row, positions[i], formats[i]);
            } catch (PenstockException unfit) {
                throw Types.at(
                        "component '" + components[i].name() + "' of "
                                + shape.type().getSimpleName(),
                        unfit);
            }
            if (components[i].isOptional()) {
                value = Types.wrapped(components[i], value);
            } else if (value == null && !components[i].isNullable()) {
                throw Errors.type("component '" + components[i].name() + "' of "
                        + shape.type().getSimpleName() + " is "
                        + components[i].javaClass().getName() + ", but column '" + components[i].columnName()
                        + "' is NULL in a row; make it Optional or a class");
            }
            values[i] = value;
        }
        return shape.create(values);
    }

    private RuntimeException missing(RecordComponentShape component, List<RowField> columns) {
        List<String> names = Types.names(columns);
        return Errors.unexpectedResult("the result has no column '" + component.columnName() + "' for component '"
                + component.name() + "' of " + shape.type().getSimpleName()
                + io.penstock.Nearest.hint(component.columnName(), names) + "; it has " + String.join(", ", names));
    }
}
