package io.penstock.documents.internal.codec;

import io.penstock.documents.ColumnConverter;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.internal.json.JsonReader;
import io.penstock.documents.internal.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The codecs of values that are stored as others. */
final class StoredCodecs {
    private StoredCodecs() {}

    /** Values that a converter of the application turns into others. */
    static final class Converted extends ValueCodec {
        private final ColumnConverter<Object, Object> converter;
        private final ValueCodec stored;

        Converted(Where where, Class<?> javaClass, ColumnConverter<Object, Object> converter, ValueCodec stored) {
            super(where, javaClass, stored.type());
            this.converter = converter;
            this.stored = stored;
        }

        @Override
        @Nullable
        Object encode(Object value) {
            Object column = converter.toColumn(value);
            if (column == null) {
                throw where().isNull("its converter made nothing of a value; null is stored for null only");
            }
            return stored.toCql(column);
        }

        @Override
        Object decode(Object value) {
            Object component = converter.fromColumn(stored.decode(value));
            if (component == null || !javaClass().isInstance(component)) {
                throw component == null
                        ? where().isNull("its converter made nothing of what is stored")
                        : where().wrongType(javaClass(), component.getClass());
            }
            return component;
        }
    }

    /** Values as JSON text. */
    static final class Json extends ValueCodec {
        private final ValueCodec inner;

        Json(Where where, ValueCodec inner) {
            super(where, inner.javaClass(), CqlType.Scalar.TEXT);
            this.inner = inner;
        }

        @Override
        @Nullable
        Object encode(Object value) {
            Object cql = inner.encode(value);
            return cql == null ? null : JsonWriter.write(inner.type(), cql);
        }

        @Override
        Object decode(Object value) {
            Object cql;
            try {
                cql = JsonReader.read(inner.type(), (String) value);
            } catch (IllegalArgumentException wrong) {
                throw where().outOfRange("read from the table is no JSON of "
                        + inner.type().cql() + ": " + wrong.getMessage());
            }
            if (cql == null) {
                Object absent = inner.absent();
                if (absent == null) {
                    throw where().isNull("the row has JSON null for it");
                }
                return absent;
            }
            return inner.decode(cql);
        }

        @Override
        @Nullable
        Object absent() {
            return inner.absent();
        }
    }
}
