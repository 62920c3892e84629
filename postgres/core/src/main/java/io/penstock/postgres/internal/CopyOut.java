package io.penstock.postgres.internal;

import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.RowField;
import io.penstock.postgres.wire.type.PgType;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** COPY from the server, on an exclusive connection. Waits on the calling thread. */
final class CopyOut {
    private static final int SIGNATURE_BYTES = 11;

    private CopyOut() {}

    static long bytes(Connection connection, String sql, OutputStream data) {
        return copy(connection, sql, piece -> {
            try {
                data.write(piece.array(), piece.offset(), piece.length());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    static <R> long records(Connection connection, String query, RecordShape<R> shape, Consumer<? super R> records) {
        List<RowField> given = StatementDialog.describe(connection, query).columns();
        Set<String> wanted = shape.components().stream()
                .map(RecordComponentShape::columnName)
                .collect(Collectors.toSet());
        List<RowField> columns = given.stream()
                .map(column -> RowField.of(
                        column.name(), isText(column, wanted) ? PgType.TEXT.oid() : column.typeOid(), Format.BINARY))
                .toList();
        RecordReader<R> reader = new RecordReader<>(shape, columns);
        Tuples tuples = new Tuples(row -> records.accept(reader.read(row)));
        boolean castsNeeded = given.stream().anyMatch(column -> isText(column, wanted));
        String source = castsNeeded ? cast(query, given, wanted) : query;
        return copy(connection, "COPY (" + source + "\n) TO STDOUT (FORMAT binary)", tuples::take);
    }

    /** COPY sends all columns in one format, and the binary form of a type that is not known here may be anything. */
    private static boolean isText(RowField column, Set<String> wanted) {
        return wanted.contains(column.name()) && Types.formatFor(column.typeOid()) == Format.TEXT;
    }

    /** The query with its columns of such types as text. They get names of their own, for theirs may be alike. */
    private static String cast(String query, List<RowField> columns, Set<String> wanted) {
        if (SqlText.of(query).changesRows()) {
            throw Errors.noCast(columns.stream()
                    .filter(column -> isText(column, wanted))
                    .map(RowField::name)
                    .toList());
        }
        List<String> names =
                IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toList();
        String casts = IntStream.range(0, columns.size())
                .mapToObj(i -> isText(columns.get(i), wanted) ? names.get(i) + "::pg_catalog.text" : names.get(i))
                .collect(Collectors.joining(", "));
        return "SELECT " + casts + " FROM (" + query + "\n) AS penstock (" + String.join(", ", names) + ")";
    }

    private static long copy(Connection connection, String sql, Consumer<Bytes> target) {
        if (SqlText.of(sql).touchesSession()) {
            connection.touch();
        }
        connection.query(sql);
        connection.send();
        BackendMessage message = connection.receive();
        if (!(message instanceof BackendMessage.CopyOutResponse)) {
            throw CopyAnswers.notCopy(connection, message, sql, "COPY … TO STDOUT");
        }
        RuntimeException refused = null;
        while (true) {
            message = connection.receive();
            if (message instanceof BackendMessage.CopyData data) {
                if (refused == null) {
                    try {
                        target.accept(data.data());
                    } catch (RuntimeException failed) {
                        refused = failed;
                        connection.stopServer();
                    }
                }
            } else if (!(message instanceof BackendMessage.CopyDone)) {
                break;
            }
        }
        if (message instanceof BackendMessage.ReadyForQuery) {
            throw Errors.unexpected(message);
        }
        CopyAnswers answers = CopyAnswers.read(
                connection, message instanceof BackendMessage.ErrorResponse failed ? failed.fields() : null);
        if (refused != null) {
            throw refused;
        }
        long rows = message instanceof BackendMessage.CommandComplete complete ? complete.rows() : 0;
        return Math.max(rows, answers.rows(sql));
    }

    /** Cuts binary COPY data into rows. A piece may end anywhere. */
    private static final class Tuples {
        private final Consumer<DataRow> rows;
        private byte[] rest = new byte[0];
        private boolean begun;
        private boolean ended;

        Tuples(Consumer<DataRow> rows) {
            this.rows = rows;
        }

        void take(Bytes piece) {
            byte[] bytes = piece.array();
            int at = piece.offset();
            int end = at + piece.length();
            if (rest.length > 0) {
                byte[] joined = java.util.Arrays.copyOf(rest, rest.length + piece.length());
                System.arraycopy(bytes, at, joined, rest.length, piece.length());
                bytes = joined;
                at = 0;
                end = joined.length;
            }
            if (!begun) {
                if (end - at < SIGNATURE_BYTES + 8) {
                    rest = java.util.Arrays.copyOfRange(bytes, at, end);
                    return;
                }
                at += SIGNATURE_BYTES + 8 + int32(bytes, at + SIGNATURE_BYTES + 4);
                begun = true;
            }
            int next;
            while (!ended && (next = tuple(bytes, at, end)) > 0) {
                at = next;
            }
            rest = java.util.Arrays.copyOfRange(bytes, Math.min(at, end), end);
        }

        /** The end of the row at {@code at}, or -1 when it is not here as a whole. */
        private int tuple(byte[] bytes, int start, int end) {
            if (end - start < 2) {
                return -1;
            }
            int count = (short) (((bytes[start] & 0xff) << 8) | (bytes[start + 1] & 0xff));
            if (count < 0) {
                ended = true;
                return -1;
            }
            List<@Nullable Bytes> values = new ArrayList<>(count);
            int at = start + 2;
            for (int i = 0; i < count; i++) {
                if (end - at < 4) {
                    return -1;
                }
                int length = int32(bytes, at);
                at += 4;
                if (length > end - at) {
                    return -1;
                }
                values.add(length < 0 ? null : Bytes.of(bytes, at, length));
                at += Math.max(0, length);
            }
            rows.accept(DataRow.of(values));
            return at;
        }

        private static int int32(byte[] bytes, int at) {
            return ((bytes[at] & 0xff) << 24)
                    | ((bytes[at + 1] & 0xff) << 16)
                    | ((bytes[at + 2] & 0xff) << 8)
                    | (bytes[at + 3] & 0xff);
        }
    }
}
