package io.penstock.postgres.internal;

import io.penstock.PenstockException;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.RowField;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.type.Codec;
import io.penstock.postgres.wire.type.CopyEncoder;
import io.penstock.postgres.wire.type.PgType;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** COPY to the server, on an exclusive connection. Waits on the calling thread. */
final class CopyIn {
    private static final int CHUNK_BYTES = 64 * 1024;

    private CopyIn() {}

    /** Gives chunks of COPY data; false at the end. */
    private interface Source {
        boolean next(WireBuffer chunk);
    }

    static long bytes(Connection connection, String sql, InputStream data) {
        byte[] piece = new byte[CHUNK_BYTES];
        return copy(connection, sql, chunk -> {
            try {
                int count = data.read(piece);
                if (count > 0) {
                    chunk.putBytes(piece, 0, count);
                }
                return count >= 0;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    static <R> long records(Connection connection, String table, RecordShape<R> shape, Iterator<? extends R> records) {
        List<RowField> columns = describe(connection, table, shape.columnNames());
        List<Codec<?>> codecs = new ArrayList<>();
        for (RecordComponentShape component : shape.components()) {
            RowField column = columns.get(component.index());
            codecs.add(Types.codecOf(component, column.typeOid(), column.name()));
        }
        Encoding encoding = new Encoding(shape.columnNames(), new CopyEncoder(formFor(columns), codecs), codecs);
        return copy(connection, sql(table, shape.columnNames(), encoding.encoder.form()), encoding.source(() -> {
            if (!records.hasNext()) {
                return null;
            }
            R record = records.next();
            @Nullable Object[] values = new Object[codecs.size()];
            for (RecordComponentShape component : shape.components()) {
                values[component.index()] = Types.unwrapped(component.get(record));
            }
            return values;
        }));
    }

    static long rows(
            Connection connection,
            String table,
            List<String> columns,
            Iterator<? extends List<? extends @Nullable Object>> rows) {
        List<RowField> fields = describe(connection, table, columns);
        CopyEncoder.Form form = formFor(fields);
        Encoding encoding = new Encoding(columns, fields, form);
        return copy(connection, sql(table, columns, form), encoding.source(() -> {
            if (!rows.hasNext()) {
                return null;
            }
            List<? extends @Nullable Object> row = rows.next();
            if (row.size() != columns.size()) {
                throw Errors.type("a row has " + row.size() + " values for " + columns.size() + " columns: " + columns);
            }
            @Nullable Object[] values = new Object[row.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Types.unwrapped(row.get(i));
            }
            encoding.adapt(values);
            return values;
        }));
    }

    private interface RowSource {
        @Nullable
        Object @Nullable [] next();
    }

    /** Rows to bytes; the codecs are chosen once, or again when a value of another class comes. */
    private static final class Encoding {
        private final List<String> names;
        private final List<RowField> columns;
        private final CopyEncoder.Form form;
        private final List<Codec<?>> codecs;
        private final @Nullable Class<?>[] classes;
        private CopyEncoder encoder;
        private long rows;

        Encoding(List<String> names, CopyEncoder encoder, List<Codec<?>> codecs) {
            this.names = names;
            this.columns = List.of();
            this.form = encoder.form();
            this.codecs = codecs;
            this.classes = new Class<?>[0];
            this.encoder = encoder;
        }

        Encoding(List<String> names, List<RowField> columns, CopyEncoder.Form form) {
            this.names = names;
            this.columns = columns;
            this.form = form;
            this.codecs = columns.stream()
                    .<Codec<?>>map(column -> io.penstock.postgres.wire.type.Codecs.natural(column.typeOid()))
                    .collect(Collectors.toCollection(ArrayList::new));
            this.classes = new Class<?>[columns.size()];
            this.encoder = new CopyEncoder(form, codecs);
        }

        void adapt(@Nullable Object[] values) {
            boolean changed = false;
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value != null && (classes[i] != value.getClass() || value instanceof List)) {
                    try {
                        codecs.set(i, Types.codecOf(value, columns.get(i).typeOid()));
                    } catch (PenstockException mismatch) {
                        throw Types.at(place(i), mismatch);
                    }
                    classes[i] = value.getClass();
                    changed = true;
                }
            }
            if (changed) {
                encoder = new CopyEncoder(form, codecs);
            }
        }

        Source source(RowSource from) {
            return chunk -> {
                if (rows == 0) {
                    encoder.begin(chunk);
                }
                while (chunk.size() < CHUNK_BYTES) {
                    @Nullable Object[] values = from.next();
                    if (values == null) {
                        encoder.end(chunk);
                        return false;
                    }
                    write(values, chunk);
                    rows++;
                }
                return true;
            };
        }

        private void write(@Nullable Object[] values, WireBuffer chunk) {
            try {
                encoder.row(values, chunk);
            } catch (PenstockException unfit) {
                throw located(values, unfit);
            }
        }

        private PenstockException located(@Nullable Object[] values, PenstockException unfit) {
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                if (value != null) {
                    try {
                        new CopyEncoder(form, List.of(codecs.get(i))).row(new Object[] {value}, new WireBuffer());
                    } catch (PenstockException itself) {
                        return Types.at(place(i), itself);
                    }
                }
            }
            return unfit;
        }

        private String place(int column) {
            return "row " + (rows + 1) + ", column '" + names.get(column) + "'";
        }
    }

    private static List<RowField> describe(Connection connection, String table, List<String> columns) {
        return StatementDialog.describe(connection, "SELECT " + Identifiers.quoted(columns) + " FROM " + table)
                .columns();
    }

    /** Binary when all types are known here, so that their binary form is. */
    private static CopyEncoder.Form formFor(List<RowField> columns) {
        boolean known = columns.stream()
                .allMatch(column -> PgType.of(column.typeOid()).isPresent()
                        || PgType.ofArray(column.typeOid()).isPresent());
        return known ? CopyEncoder.Form.BINARY : CopyEncoder.Form.TEXT;
    }

    private static String sql(String table, List<String> columns, CopyEncoder.Form form) {
        return "COPY " + table + " (" + Identifiers.quoted(columns) + ") FROM STDIN (FORMAT "
                + (form == CopyEncoder.Form.BINARY ? "binary" : "text") + ")";
    }

    private static long copy(Connection connection, String sql, Source source) {
        connection.query(sql);
        connection.send();
        BackendMessage first = connection.receive();
        if (!(first instanceof BackendMessage.CopyInResponse)) {
            throw CopyAnswers.notCopy(connection, first, sql, "COPY … FROM STDIN");
        }
        RuntimeException refused = null;
        ErrorFields error = null;
        WireBuffer chunk = new WireBuffer();
        try {
            boolean more = true;
            while (more && error == null) {
                chunk.clear();
                more = source.next(chunk);
                if (connection.isStopRequested()) {
                    throw new java.util.concurrent.CancellationException("the COPY was cancelled");
                }
                if (!chunk.isEmpty()) {
                    connection.out().copyData(chunk);
                    connection.send();
                }
                error = early(connection);
            }
        } catch (RuntimeException failed) {
            if (connection.isBroken()) {
                throw failed;
            }
            refused = failed;
        }
        if (error == null) {
            connection
                    .out()
                    .write(refused == null ? new FrontendMessage.CopyDone() : new FrontendMessage.CopyFail("refused"));
            connection.send();
        }
        CopyAnswers answers = CopyAnswers.read(connection, error);
        if (refused != null) {
            throw refused;
        }
        return answers.rows(sql);
    }

    /** What the server says while it should only listen. */
    private static @Nullable ErrorFields early(Connection connection) {
        BackendMessage message = connection.poll();
        if (message == null) {
            return null;
        }
        if (message instanceof BackendMessage.ErrorResponse failed) {
            return failed.fields();
        }
        throw Errors.unexpected(message);
    }
}
