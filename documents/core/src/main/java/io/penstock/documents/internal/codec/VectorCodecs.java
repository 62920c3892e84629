package io.penstock.documents.internal.codec;

import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The codecs of vectors, which have exactly as many numbers as their column has dimensions. */
final class VectorCodecs {
    private VectorCodecs() {}

    private static void checkSize(Where where, int size, CqlType.Vector type) {
        if (size != type.dimensions()) {
            throw where.outOfRange("has " + size + (size == 1 ? " dimension" : " dimensions") + ", but its column "
                    + type.cql() + " has " + type.dimensions());
        }
    }

    /** Floats as an array of the record's own. */
    static final class Arrays extends ValueCodec {
        private final CqlType.Vector vector;

        Arrays(Where where, CqlType.Vector type) {
            super(where, float[].class, type);
            this.vector = type;
        }

        /** A search has its vector as a list. */
        @Override
        boolean accepts(Object value) {
            return value instanceof float[]
                    || (value instanceof List<?> list && list.stream().allMatch(Float.class::isInstance));
        }

        @Override
        Object encode(Object value) {
            if (value instanceof List<?> list) {
                checkSize(where(), list.size(), vector);
                return new Elements(List.copyOf(list));
            }
            float[] numbers = (float[]) value;
            checkSize(where(), numbers.length, vector);
            return new Floats(numbers.clone());
        }

        @Override
        Object decode(Object value) {
            List<?> given = (List<?>) value;
            float[] numbers = new float[given.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (Float) given.get(i);
            }
            return numbers;
        }
    }

    /** Numbers as a list. */
    static final class Lists extends ValueCodec {
        private final CqlType.Vector vector;
        private final ValueCodec element;

        Lists(Where where, CqlType.Vector type, ValueCodec element) {
            super(where, List.class, type);
            this.vector = type;
            this.element = element;
        }

        @Override
        Object encode(Object value) {
            List<?> given = (List<?>) value;
            checkSize(where(), given.size(), vector);
            List<Object> out = new ArrayList<>(given.size());
            PartedCodecs.encodeAll(element, given, out);
            return new Elements(out);
        }

        @Override
        Object decode(Object value) {
            List<Object> out = new ArrayList<>(((List<?>) value).size());
            PartedCodecs.decodeAll(element, (List<?>) value, out);
            return Collections.unmodifiableList(out);
        }

        @Override
        public ValueCodec part(int index) {
            return index == 0 ? element : super.part(index);
        }
    }

    /** A list of the codec's own. Immutable. */
    private static final class Elements extends VectorValue<Object> {
        private final List<?> elements;

        Elements(List<?> elements) {
            this.elements = elements;
        }

        @Override
        public Object get(int index) {
            return elements.get(index);
        }

        @Override
        public int size() {
            return elements.size();
        }
    }

    /** An array as a list, without an object a number. Immutable. */
    private static final class Floats extends VectorValue<Float> {
        private final float[] numbers;

        Floats(float[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public Float get(int index) {
            return numbers[index];
        }

        @Override
        public int size() {
            return numbers.length;
        }
    }
}
