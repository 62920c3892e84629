package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** real and double precision as float and double. Narrowing is an error unless it is exact or truncating. */
final class FloatingCodec<T> extends ScalarCodec<T> {
    private final ToDoubleFunction<T> unboxed;
    private final DoubleFunction<T> boxed;
    private final boolean truncates;

    private FloatingCodec(
            PgType type, Class<T> javaType, ToDoubleFunction<T> unboxed, DoubleFunction<T> boxed, boolean truncates) {
        super(type, javaType);
        this.unboxed = unboxed;
        this.boxed = boxed;
        this.truncates = truncates;
    }

    static FloatingCodec<Float> ofFloat(PgType type) {
        return new FloatingCodec<>(type, Float.class, Float::doubleValue, v -> (float) v, false);
    }

    static FloatingCodec<Double> ofDouble(PgType type) {
        return new FloatingCodec<>(type, Double.class, Double::doubleValue, Double::valueOf, false);
    }

    @Override
    public Codec<T> truncating() {
        return new FloatingCodec<>(type(), javaType(), unboxed, boxed, true);
    }

    private float narrowed(T value) {
        double wide = unboxed.applyAsDouble(value);
        float narrow = (float) wide;
        if (Double.isNaN(wide) || narrow == wide) {
            return narrow;
        }
        if (Float.isInfinite(narrow)) {
            throw ValueErrors.outOfRange(javaType().getSimpleName(), sqlName(), "which ends at 3.4E38");
        }
        if (!truncates) {
            throw ValueErrors.tooFine(javaType().getSimpleName(), sqlName(), "which holds 24 bits");
        }
        return narrow;
    }

    private T made(double value) {
        T made = boxed.apply(value);
        double back = unboxed.applyAsDouble(made);
        if (!truncates && back != value && !Double.isNaN(value)) {
            throw ValueErrors.unreadable(sqlName(), javaType().getSimpleName(), "it is larger or finer");
        }
        return made;
    }

    @Override
    public void encode(T value, WireBuffer out) {
        if (type() == PgType.FLOAT4) {
            out.putInt(Float.floatToIntBits(narrowed(value)));
        } else {
            out.putLong(Double.doubleToLongBits(unboxed.applyAsDouble(value)));
        }
    }

    @Override
    public T decode(byte[] bytes, int offset, int length) {
        if (type() == PgType.FLOAT4) {
            checkLength(length, 4);
            return made(Float.intBitsToFloat((int) INT.get(bytes, offset)));
        }
        checkLength(length, 8);
        return made(Double.longBitsToDouble((long) LONG.get(bytes, offset)));
    }

    @Override
    String toText(T value) {
        return type() == PgType.FLOAT4
                ? Float.toString(narrowed(value))
                : Double.toString(unboxed.applyAsDouble(value));
    }

    @Override
    T fromText(String text) {
        return made(type() == PgType.FLOAT4 ? Float.parseFloat(text) : Double.parseDouble(text));
    }
}
