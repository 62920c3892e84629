package io.penstock.documents.internal.codec;

import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.UserTypeValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The codecs of records inside of others. */
final class ObjectCodecs {
    private ObjectCodecs() {}

    /** A user-defined type: fields by name. */
    static final class UserTypes extends ValueCodec {
        private final ObjectCodec<?> fields;
        private final List<String> names;

        UserTypes(Where where, ObjectCodec<?> fields, CqlType type) {
            super(where, fields.javaClass(), type);
            this.fields = fields;
            this.names = fields.columns();
        }

        @Override
        Object encode(Object value) {
            return new UserTypeValue(names, Arrays.asList(fields.encode(value)));
        }

        @Override
        Object decode(Object value) {
            UserTypeValue given = (UserTypeValue) value;
            List<@Nullable Object> values = given.values();
            return given.names().equals(names)
                    ? fields.decode(values::get)
                    : fields.decode(index -> given.get(names.get(index)));
        }

        @Override
        public Optional<Field> field(String fieldComponent) {
            return fields.field(fieldComponent);
        }
    }

    /** A tuple: parts by place. */
    static final class Tuples extends ValueCodec {
        private final ObjectCodec<?> parts;

        Tuples(Where where, ObjectCodec<?> parts, CqlType type) {
            super(where, parts.javaClass(), type);
            this.parts = parts;
        }

        @Override
        Object encode(Object value) {
            return Collections.<@Nullable Object>unmodifiableList(Arrays.<@Nullable Object>asList(parts.encode(value)));
        }

        @Override
        Object decode(Object value) {
            List<?> given = (List<?>) value;
            return parts.decode(index -> index < given.size() ? given.get(index) : null);
        }
    }
}
