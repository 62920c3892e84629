package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** Whole numbers: smallint, integer, bigint and oid, as any of Java's, with the ranges of both sides checked. */
final class WholeCodec<T> extends ScalarCodec<T> {
    private final long min;
    private final long max;
    private final ToLongFunction<T> unboxed;
    private final LongFunction<T> boxed;
    private final Range java;

    /** What the Java type holds. */
    record Range(long min, long max) {}

    WholeCodec(PgType type, Class<T> javaType, Range java, ToLongFunction<T> unboxed, LongFunction<T> boxed) {
        super(type, javaType);
        this.java = java;
        this.unboxed = unboxed;
        this.boxed = boxed;
        switch (type) {
            case INT2 -> {
                min = Short.MIN_VALUE;
                max = Short.MAX_VALUE;
            }
            case INT4 -> {
                min = Integer.MIN_VALUE;
                max = Integer.MAX_VALUE;
            }
            case INT8 -> {
                min = Long.MIN_VALUE;
                max = Long.MAX_VALUE;
            }
            case OID -> {
                min = 0;
                max = 0xffff_ffffL;
            }
            default -> throw new IllegalArgumentException(type + " is no whole number");
        }
    }

    static WholeCodec<Byte> ofByte(PgType type) {
        return new WholeCodec<>(
                type, Byte.class, new Range(Byte.MIN_VALUE, Byte.MAX_VALUE), Byte::longValue, v -> (byte) v);
    }

    static WholeCodec<Short> ofShort(PgType type) {
        return new WholeCodec<>(
                type, Short.class, new Range(Short.MIN_VALUE, Short.MAX_VALUE), Short::longValue, v -> (short) v);
    }

    static WholeCodec<Integer> ofInteger(PgType type) {
        return new WholeCodec<>(
                type, Integer.class, new Range(Integer.MIN_VALUE, Integer.MAX_VALUE), Integer::longValue, v -> (int) v);
    }

    static WholeCodec<Long> ofLong(PgType type) {
        return new WholeCodec<>(
                type, Long.class, new Range(Long.MIN_VALUE, Long.MAX_VALUE), Long::longValue, Long::valueOf);
    }

    private long checked(T value) {
        long number = unboxed.applyAsLong(value);
        if (number < min || number > max) {
            throw ValueErrors.outOfRange(javaType().getSimpleName(), sqlName(), "which holds " + min + " to " + max);
        }
        return number;
    }

    private T made(long number) {
        if (number < java.min || number > java.max) {
            throw ValueErrors.unreadable(
                    sqlName(), javaType().getSimpleName(), "that holds " + java.min + " to " + java.max);
        }
        return boxed.apply(number);
    }

    @Override
    public void encode(T value, WireBuffer out) {
        long number = checked(value);
        switch (type()) {
            case INT2 -> out.putShort((int) number);
            case INT8 -> out.putLong(number);
            default -> out.putInt((int) number);
        }
    }

    @Override
    public T decode(byte[] bytes, int offset, int length) {
        return made(
                switch (type()) {
                    case INT2 -> {
                        checkLength(length, 2);
                        yield (short) SHORT.get(bytes, offset);
                    }
                    case INT8 -> {
                        checkLength(length, 8);
                        yield (long) LONG.get(bytes, offset);
                    }
                    case OID -> {
                        checkLength(length, 4);
                        yield (int) INT.get(bytes, offset) & 0xffff_ffffL;
                    }
                    default -> {
                        checkLength(length, 4);
                        yield (int) INT.get(bytes, offset);
                    }
                });
    }

    @Override
    String toText(T value) {
        return Long.toString(checked(value));
    }

    @Override
    T fromText(String text) {
        return made(Long.parseLong(text));
    }
}
