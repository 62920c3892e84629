package io.penstock.documents.internal.codec;

import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The codecs of types with parts. */
final class PartedCodecs {
    private static final String NO_NULLS = "collections in CQL hold no nulls";

    private PartedCodecs() {}

    private static Object encoded(ValueCodec codec, @Nullable Object element) {
        Object value = codec.toCql(element);
        if (value == null) {
            throw codec.where().isNull(NO_NULLS);
        }
        return value;
    }

    static void encodeAll(ValueCodec codec, Collection<?> from, Collection<Object> into) {
        for (Object element : from) {
            into.add(encoded(codec, element));
        }
    }

    static void decodeAll(ValueCodec codec, Collection<?> from, Collection<Object> into) {
        for (Object element : from) {
            into.add(codec.decode(element));
        }
    }

    /** A list. The database does not tell an empty list from none, so none reads as empty. */
    static final class Lists extends ValueCodec {
        private final ValueCodec element;

        Lists(Where where, CqlType type, ValueCodec element) {
            super(where, List.class, type);
            this.element = element;
        }

        @Override
        Object encode(Object value) {
            List<Object> out = new ArrayList<>(((List<?>) value).size());
            encodeAll(element, (List<?>) value, out);
            return out;
        }

        @Override
        Object decode(Object value) {
            List<Object> out = new ArrayList<>(((List<?>) value).size());
            decodeAll(element, (List<?>) value, out);
            return Collections.unmodifiableList(out);
        }

        @Override
        Object absent() {
            return List.of();
        }

        @Override
        public ValueCodec part(int index) {
            return index == 0 ? element : super.part(index);
        }
    }

    /** A set, read back in the table's order. None reads as empty. */
    static final class Sets extends ValueCodec {
        private final ValueCodec element;

        Sets(Where where, CqlType type, ValueCodec element) {
            super(where, Set.class, type);
            this.element = element;
        }

        @Override
        Object encode(Object value) {
            Set<Object> out = LinkedHashSet.newLinkedHashSet(((Set<?>) value).size());
            encodeAll(element, (Set<?>) value, out);
            return out;
        }

        @Override
        Object decode(Object value) {
            Set<Object> out = LinkedHashSet.newLinkedHashSet(((Set<?>) value).size());
            decodeAll(element, (Set<?>) value, out);
            return Collections.unmodifiableSet(out);
        }

        @Override
        Object absent() {
            return Set.of();
        }

        @Override
        public ValueCodec part(int index) {
            return index == 0 ? element : super.part(index);
        }
    }

    /** A map, read back in the table's order. None reads as empty. */
    static final class Maps extends ValueCodec {
        private final ValueCodec key;
        private final ValueCodec value;

        Maps(Where where, CqlType type, ValueCodec key, ValueCodec value) {
            super(where, Map.class, type);
            this.key = key;
            this.value = value;
        }

        @Override
        Object encode(Object map) {
            Map<Object, Object> out = LinkedHashMap.newLinkedHashMap(((Map<?, ?>) map).size());
            ((Map<?, ?>) map).forEach((k, v) -> out.put(encoded(key, k), encoded(value, v)));
            return out;
        }

        @Override
        Object decode(Object map) {
            Map<Object, Object> out = LinkedHashMap.newLinkedHashMap(((Map<?, ?>) map).size());
            ((Map<?, ?>) map).forEach((k, v) -> out.put(key.decode(k), value.decode(v)));
            return Collections.unmodifiableMap(out);
        }

        @Override
        Object absent() {
            return Map.of();
        }

        @Override
        public ValueCodec part(int index) {
            return switch (index) {
                case 0 -> key;
                case 1 -> value;
                default -> super.part(index);
            };
        }
    }

    /** A primitive: no value cannot be read into it. */
    static final class Primitive extends ValueCodec {
        private final ValueCodec boxed;

        Primitive(ValueCodec boxed) {
            super(boxed.where(), boxed.javaClass(), boxed.type());
            this.boxed = boxed;
        }

        /** Whether its CQL values are its Java values, and of this class. */
        boolean isPlain(Class<?> wrapper) {
            return boxed instanceof ScalarCodecs.Same && javaClass() == wrapper;
        }

        @Override
        @Nullable
        Object encode(Object value) {
            return boxed.encode(value);
        }

        @Override
        Object decode(Object value) {
            return boxed.decode(value);
        }

        @Override
        Object absent() {
            if (type() == CqlType.Scalar.COUNTER) {
                // A counter that was never changed has counted nothing.
                return 0L;
            }
            throw where().isNull(
                            "the row has no value for it; use " + javaClass().getSimpleName() + " or Optional");
        }
    }

    /** A value that may be absent, as the Optional class that the component names. */
    static final class Optionals extends ValueCodec {
        private final ValueCodec inner;

        Optionals(ValueCodec inner, Class<?> optionalClass) {
            super(inner.where(), optionalClass, inner.type());
            this.inner = inner;
        }

        @Override
        @Nullable
        Object encode(Object value) {
            return switch (value) {
                case OptionalInt number -> number.isPresent() ? (Object) number.getAsInt() : null;
                case OptionalLong number -> number.isPresent() ? (Object) number.getAsLong() : null;
                case OptionalDouble number -> number.isPresent() ? (Object) number.getAsDouble() : null;
                default -> inner.toCql(((Optional<?>) value).orElse(null));
            };
        }

        @Override
        Object decode(Object value) {
            if (javaClass() == OptionalInt.class) {
                return OptionalInt.of((Integer) value);
            }
            if (javaClass() == OptionalLong.class) {
                return OptionalLong.of((Long) value);
            }
            if (javaClass() == OptionalDouble.class) {
                return OptionalDouble.of((Double) value);
            }
            return Optional.of(inner.decode(value));
        }

        @Override
        public ValueCodec part(int index) {
            return inner.part(index);
        }

        /** The codec of what is inside. */
        @Override
        public ValueCodec present() {
            return inner;
        }

        @Override
        Object absent() {
            if (javaClass() == OptionalInt.class) {
                return OptionalInt.empty();
            }
            if (javaClass() == OptionalLong.class) {
                return OptionalLong.empty();
            }
            return javaClass() == OptionalDouble.class ? OptionalDouble.empty() : Optional.empty();
        }
    }
}
