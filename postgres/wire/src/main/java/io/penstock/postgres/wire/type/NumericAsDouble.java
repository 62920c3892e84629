package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.math.BigDecimal;

/**
 * numeric as double, which has NaN and the infinities; for averages and the like, where the last digits do not count.
 */
final class NumericAsDouble extends ScalarCodec<Double> {
    private static final int HEADER_BYTES = 8;
    private final NumericCodec exact = new NumericCodec();

    NumericAsDouble() {
        super(PgType.NUMERIC, Double.class);
    }

    @Override
    public void encode(Double value, WireBuffer out) {
        if (Double.isFinite(value)) {
            exact.encode(new BigDecimal(Double.toString(value)), out);
        } else {
            out.putInt(0)
                    .putShort(
                            value.isNaN()
                                    ? NumericCodec.NAN
                                    : value > 0 ? NumericCodec.INFINITY : NumericCodec.NEGATIVE_INFINITY)
                    .putShort(0);
        }
    }

    @Override
    public Double decode(byte[] bytes, int offset, int length) {
        int sign = length == HEADER_BYTES ? (short) SHORT.get(bytes, offset + 4) & 0xffff : 0;
        return switch (sign) {
            case NumericCodec.NAN -> Double.NaN;
            case NumericCodec.INFINITY -> Double.POSITIVE_INFINITY;
            case NumericCodec.NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
            default -> exact.decode(bytes, offset, length).doubleValue();
        };
    }

    @Override
    String toText(Double value) {
        return Double.isFinite(value) ? new BigDecimal(Double.toString(value)).toPlainString() : value.toString();
    }

    @Override
    Double fromText(String text) {
        return Double.valueOf(text);
    }
}
