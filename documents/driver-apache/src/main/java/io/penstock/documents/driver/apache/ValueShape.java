package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import io.penstock.documents.driver.UserTypeValue;
import io.penstock.documents.value.CqlDuration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the classes by which values travel into the driver's own, where they differ, and back. Immutable. */
sealed interface ValueShape {
    Object toDriver(Object value);

    Object toPenstock(Object value);

    static ValueShape of(DataType type) {
        return switch (type) {
            case ListType list -> ofPart(new ListShape(of(list.getElementType())));
            case SetType set -> ofPart(new SetShape(of(set.getElementType())));
            case MapType map -> {
                ValueShape key = of(map.getKeyType());
                ValueShape value = of(map.getValueType());
                yield key instanceof Same && value instanceof Same ? new Same() : new MapShape(key, value);
            }
            case UserDefinedType user ->
                new UserTypeShape(
                        user,
                        user.getFieldNames().stream()
                                .map(CqlIdentifier::asInternal)
                                .toList(),
                        user.getFieldTypes().stream().map(ValueShape::of).toList());
            case TupleType tuple ->
                new TupleShape(
                        tuple,
                        tuple.getComponentTypes().stream().map(ValueShape::of).toList());
            case VectorType vector -> {
                VectorsOfAny.check(vector);
                yield new VectorShape(of(vector.getElementType()));
            }
            default -> ofScalar(type);
        };
    }

    private static ValueShape ofScalar(DataType type) {
        if (type.equals(DataTypes.DURATION)) {
            return new DurationShape();
        }
        return type.equals(DataTypes.DATE) ? new DateShape() : new Same();
    }

    private static ValueShape ofPart(ListShape shape) {
        return shape.element() instanceof Same ? new Same() : shape;
    }

    private static ValueShape ofPart(SetShape shape) {
        return shape.element() instanceof Same ? new Same() : shape;
    }

    /** The driver uses the same classes. */
    record Same() implements ValueShape {
        @Override
        public Object toDriver(Object value) {
            return value;
        }

        @Override
        public Object toPenstock(Object value) {
            return value;
        }
    }

    /** A duration: the driver has a class of its own. */
    record DurationShape() implements ValueShape {
        @Override
        public Object toDriver(Object value) {
            CqlDuration duration = (CqlDuration) value;
            return com.datastax.oss.driver.api.core.data.CqlDuration.newInstance(
                    duration.months(), duration.days(), duration.nanoseconds());
        }

        @Override
        public Object toPenstock(Object value) {
            var duration = (com.datastax.oss.driver.api.core.data.CqlDuration) value;
            return new CqlDuration(duration.getMonths(), duration.getDays(), duration.getNanoseconds());
        }
    }

    /** A day. The driver cuts off what does not fit, and writes another day. */
    record DateShape() implements ValueShape {
        @Override
        public Object toDriver(Object value) {
            LocalDate day = (LocalDate) value;
            if (day.toEpochDay() != (int) day.toEpochDay()) {
                throw new ArithmeticException("a date is 2^31 days around 1970 at most");
            }
            return day;
        }

        @Override
        public Object toPenstock(Object value) {
            return value;
        }
    }

    /** A list of values that differ. */
    record ListShape(ValueShape element) implements ValueShape {
        @Override
        public Object toDriver(Object value) {
            List<Object> out = new ArrayList<>();
            ((Collection<?>) value).forEach(part -> out.add(element.toDriver(part)));
            return out;
        }

        @Override
        public Object toPenstock(Object value) {
            List<Object> out = new ArrayList<>();
            ((Collection<?>) value).forEach(part -> out.add(element.toPenstock(part)));
            return out;
        }
    }

    /** A set of values that differ. */
    record SetShape(ValueShape element) implements ValueShape {
        @Override
        public Object toDriver(Object value) {
            Set<Object> out = new LinkedHashSet<>();
            ((Set<?>) value).forEach(part -> out.add(element.toDriver(part)));
            return out;
        }

        @Override
        public Object toPenstock(Object value) {
            Set<Object> out = new LinkedHashSet<>();
            ((Set<?>) value).forEach(part -> out.add(element.toPenstock(part)));
            return out;
        }
    }

    /** A map of keys or values that differ. */
    record MapShape(ValueShape key, ValueShape value) implements ValueShape {
        @Override
        public Object toDriver(Object map) {
            Map<Object, Object> out = new LinkedHashMap<>();
            ((Map<?, ?>) map).forEach((k, v) -> out.put(key.toDriver(k), value.toDriver(v)));
            return out;
        }

        @Override
        public Object toPenstock(Object map) {
            Map<Object, Object> out = new LinkedHashMap<>();
            ((Map<?, ?>) map).forEach((k, v) -> out.put(key.toPenstock(k), value.toPenstock(v)));
            return out;
        }
    }

    /** A user-defined type. */
    record UserTypeShape(UserDefinedType type, List<String> names, List<ValueShape> fields) implements ValueShape {
        @Override
        public Object toDriver(Object value) {
            UserTypeValue given = (UserTypeValue) value;
            for (String name : given.names()) {
                if (!names.contains(name)) {
                    throw new IllegalArgumentException("type " + type.getName() + " has no field '" + name + "'");
                }
            }
            @Nullable Object[] values = new @Nullable Object[names.size()];
            for (int i = 0; i < values.length; i++) {
                Object field = given.get(names.get(i));
                values[i] = field == null ? null : fields.get(i).toDriver(field);
            }
            return type.newValue(values);
        }

        @Override
        public Object toPenstock(Object value) {
            UdtValue udt = (UdtValue) value;
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                // The driver reads a null collection as an empty one.
                Object field = udt.isNull(i) ? null : udt.getObject(i);
                values.add(field == null ? null : fields.get(i).toPenstock(field));
            }
            return UserTypeValue.of(names, values);
        }
    }

    /** A tuple, as a list that may hold nulls. */
    record TupleShape(TupleType type, List<ValueShape> parts) implements ValueShape {
        @Override
        public Object toDriver(Object value) {
            List<?> given = (List<?>) value;
            @Nullable Object[] values = new @Nullable Object[given.size()];
            for (int i = 0; i < values.length; i++) {
                Object part = given.get(i);
                values[i] = part == null ? null : parts.get(i).toDriver(part);
            }
            return type.newValue(values);
        }

        @Override
        public Object toPenstock(Object value) {
            TupleValue tuple = (TupleValue) value;
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                Object part = tuple.isNull(i) ? null : tuple.getObject(i);
                values.add(part == null ? null : parts.get(i).toPenstock(part));
            }
            return values;
        }
    }

    /** A vector, as a list. */
    record VectorShape(ValueShape element) implements ValueShape {
        @Override
        public Object toDriver(Object value) {
            List<Object> out = new ArrayList<>();
            ((List<?>) value).forEach(part -> out.add(element.toDriver(part)));
            return CqlVector.newInstance(out);
        }

        @Override
        public Object toPenstock(Object value) {
            List<Object> out = new ArrayList<>();
            ((CqlVector<?>) value).forEach(part -> out.add(element.toPenstock(part)));
            return out;
        }
    }
}
