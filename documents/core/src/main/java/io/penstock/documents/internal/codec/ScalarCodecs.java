package io.penstock.documents.internal.codec;

import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.CqlType.Scalar;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The codecs of types without parts. */
final class ScalarCodecs {
    private ScalarCodecs() {}

    /** Java and the driver use the same class. */
    static final class Same extends ValueCodec {
        Same(Where where, Class<?> javaClass, CqlType type) {
            super(where, javaClass, type);
        }

        @Override
        Object encode(Object value) {
            return value;
        }

        @Override
        Object decode(Object value) {
            return value;
        }
    }

    /** Text must be Unicode: half a surrogate pair would become a question mark on its way. */
    static final class Text extends ValueCodec {
        Text(Where where) {
            super(where, String.class, Scalar.TEXT);
        }

        @Override
        Object encode(Object value) {
            String text = (String) value;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isSurrogate(c)) {
                    if (Character.isLowSurrogate(c)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        throw where().outOfRange("is no Unicode text: it has half a surrogate pair at character "
                                + (i + 1) + ", which column type text cannot hold");
                    }
                    i++;
                }
            }
            return text;
        }

        @Override
        Object decode(Object value) {
            return value;
        }
    }

    /** Text of 7-bit characters. */
    static final class Ascii extends ValueCodec {
        private static final int CHARACTERS = 128;

        Ascii(Where where) {
            super(where, String.class, Scalar.ASCII);
        }

        @Override
        Object encode(Object value) {
            String text = (String) value;
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) >= CHARACTERS) {
                    throw where().outOfRange("has a character outside ASCII at " + (i + 1)
                            + ", which column type ascii cannot hold");
                }
            }
            return text;
        }

        @Override
        Object decode(Object value) {
            return value;
        }
    }

    /** UUIDs that hold a moment. */
    static final class TimeUuid extends ValueCodec {
        TimeUuid(Where where) {
            super(where, UUID.class, Scalar.TIMEUUID);
        }

        @Override
        Object encode(Object value) {
            int version = ((UUID) value).version();
            if (version != 1) {
                throw where().outOfRange("is a UUID of version " + version + ", but column type timeuuid holds only"
                        + " version 1; TimeUuids makes them");
            }
            return value;
        }

        @Override
        Object decode(Object value) {
            return value;
        }
    }

    /** Milliseconds: finer moments are refused or cut. */
    static final class Timestamp extends ValueCodec {
        private static final int NANOS_IN_MILLISECOND = 1_000_000;

        private final boolean truncated;

        Timestamp(Where where, boolean truncated) {
            super(where, Instant.class, Scalar.TIMESTAMP);
            this.truncated = truncated;
        }

        @Override
        Object encode(Object value) {
            Instant moment = (Instant) value;
            boolean finer = moment.get(ChronoField.NANO_OF_SECOND) % NANOS_IN_MILLISECOND != 0;
            if (finer && !truncated) {
                throw where().outOfRange("is finer than a millisecond, which is all that column type timestamp holds;"
                        + " cut it, or say @Truncate on the component");
            }
            try {
                long millis = moment.toEpochMilli();
                return finer ? Instant.ofEpochMilli(millis) : moment;
            } catch (ArithmeticException tooFar) {
                throw where().outOfRange("is more than 292 million years from 1970, which column type timestamp"
                        + " cannot hold");
            }
        }

        @Override
        Object decode(Object value) {
            return value;
        }
    }

    /** Days in 32 bits. */
    static final class Date extends ValueCodec {
        Date(Where where) {
            super(where, LocalDate.class, Scalar.DATE);
        }

        @Override
        Object encode(Object value) {
            long day = ((LocalDate) value).toEpochDay();
            if (day != (int) day) {
                throw where().outOfRange("is not between -5877641-06-23 and 5881580-07-11, which is all that column"
                        + " type date holds");
            }
            return value;
        }

        @Override
        Object decode(Object value) {
            return value;
        }
    }

    /** Bytes as an array of the record's own. */
    static final class Bytes extends ValueCodec {
        Bytes(Where where) {
            super(where, byte[].class, Scalar.BLOB);
        }

        @Override
        Object encode(Object value) {
            return ByteBuffer.wrap(((byte[]) value).clone());
        }

        @Override
        Object decode(Object value) {
            ByteBuffer buffer = ((ByteBuffer) value).duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
    }

    /** Bytes as a buffer; its position stays as it is. */
    static final class Buffer extends ValueCodec {
        Buffer(Where where) {
            super(where, ByteBuffer.class, Scalar.BLOB);
        }

        @Override
        Object encode(Object value) {
            return ((ByteBuffer) value).duplicate();
        }

        @Override
        Object decode(Object value) {
            return ((ByteBuffer) value).duplicate();
        }
    }

    /** Constants by name. */
    static final class ConstantName extends ValueCodec {
        private final Map<String, Object> byName = new HashMap<>();

        ConstantName(Where where, Class<?> enumClass) {
            super(where, enumClass, Scalar.TEXT);
            for (Object constant : enumClass.getEnumConstants()) {
                byName.put(((Enum<?>) constant).name(), constant);
            }
        }

        @Override
        Object encode(Object value) {
            return ((Enum<?>) value).name();
        }

        @Override
        Object decode(Object value) {
            Object constant = byName.get(value);
            if (constant == null) {
                throw where().outOfRange("read from the table is no constant of "
                        + javaClass().getName() + "; it has "
                        + byName.keySet().stream().sorted().toList());
            }
            return constant;
        }
    }

    /** Constants by their place in the enum. */
    static final class ConstantOrdinal extends ValueCodec {
        private final Object[] constants;

        ConstantOrdinal(Where where, Class<?> enumClass) {
            super(where, enumClass, Scalar.INT);
            this.constants = enumClass.getEnumConstants();
        }

        @Override
        @SuppressWarnings("EnumOrdinal") // the ordinal is what the application asked for
        Object encode(Object value) {
            return ((Enum<?>) value).ordinal();
        }

        @Override
        Object decode(Object value) {
            int ordinal = (Integer) value;
            if (ordinal < 0 || ordinal >= constants.length) {
                throw where().outOfRange("read from the table is no ordinal of "
                        + javaClass().getName() + ", which has " + constants.length + " constants");
            }
            return constants[ordinal];
        }
    }
}
