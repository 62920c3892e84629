package io.penstock.documents.internal;

import io.penstock.Nearest;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.internal.codec.EntityCodec;
import io.penstock.documents.internal.codec.SingleCodec;
import io.penstock.documents.internal.codec.ValueCodec;
import java.util.ArrayList;
import java.util.List;

/** Makes objects of the rows of a result that no model describes. Immutable. */
sealed interface RowReader<R> {
    /** The objects of a page. */
    List<R> read(CqlPage page);

    /** The reader of a class: of a single column for one without parts, else by the names of its components. */
    static <R> RowReader<R> of(Class<R> type) {
        return SingleCodec.of(type)
                .<RowReader<R>>map(codec -> new OfColumn<>(type, codec))
                .orElseGet(() -> new OfRecord<>(type, EntityCodec.ofProjection(type)));
    }

    private static boolean fits(CqlColumn column, ValueCodec codec) {
        return ProjectedSelection.fits(column.type(), codec.type());
    }

    /** Each component from the column of its name. */
    record OfRecord<R>(Class<R> type, EntityCodec<R> codec) implements RowReader<R> {
        @Override
        public List<R> read(CqlPage page) {
            List<String> columns = page.columns().stream().map(CqlColumn::name).toList();
            for (int i = 0; i < codec.columns().size(); i++) {
                check(page, columns, i);
            }
            EntityCodec.RowDecoder<R> decoder = codec.decoder(columns);
            List<R> records = new ArrayList<>(page.rows().size());
            for (CqlRow row : page.rows()) {
                records.add(decoder.decode(row));
            }
            return records;
        }

        private void check(CqlPage page, List<String> columns, int component) {
            String wanted = codec.columns().get(component);
            int at = columns.indexOf(wanted);
            if (at < 0) {
                throw new DocumentsException(
                        DocumentsError.UNKNOWN_COLUMN,
                        "component '" + codec.components().get(component) + "' of " + type.getName()
                                + " is read from column '"
                                + wanted + "', which the result does not have" + Nearest.hint(wanted, columns)
                                + " (it has " + String.join(", ", columns) + ")");
            }
            if (!fits(page.columns().get(at), codec.component(component))) {
                throw new DocumentsException(
                        DocumentsError.WRONG_TYPE,
                        "component '" + codec.components().get(component) + "' of " + type.getName() + " holds "
                                + codec.component(component).type().cql() + ", but column '" + wanted
                                + "' of the result is "
                                + page.columns().get(at).type().cql());
            }
        }
    }

    /** The only column. */
    record OfColumn<R>(Class<R> type, ValueCodec codec) implements RowReader<R> {
        @Override
        public List<R> read(CqlPage page) {
            List<String> columns = page.columns().stream().map(CqlColumn::name).toList();
            if (columns.size() != 1) {
                throw new DocumentsException(
                        DocumentsError.INVALID_QUERY,
                        "values of " + type.getName() + " are read from results of one column, but this one has "
                                + columns + "; read it into a record");
            }
            if (!fits(page.columns().getFirst(), codec)) {
                throw new DocumentsException(
                        DocumentsError.WRONG_TYPE,
                        "values of " + type.getName() + " hold " + codec.type().cql() + ", but column '"
                                + columns.getFirst() + "' of the result is "
                                + page.columns().getFirst().type().cql());
            }
            List<R> values = new ArrayList<>(page.rows().size());
            for (CqlRow row : page.rows()) {
                Object value = row.get(0);
                if (value == null) {
                    throw new DocumentsException(
                            DocumentsError.NULL_VALUE,
                            "a row of the result has no value in column '" + columns.getFirst()
                                    + "'; read it into a record whose component may be null");
                }
                values.add(type.cast(codec.toJava(value)));
            }
            return values;
        }
    }
}
