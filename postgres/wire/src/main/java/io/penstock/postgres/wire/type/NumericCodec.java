package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * numeric as BigDecimal, whose scale it keeps. On the wire it is groups of four digits, the first group weighing
 * 10000^weight, and the number of digits shown after the point.
 */
final class NumericCodec extends ScalarCodec<BigDecimal> {
    private static final int SCALE_MAX = 16_383;
    private static final int WHOLE_DIGITS_MAX = 131_072;
    private static final int POSITIVE = 0;
    private static final int NEGATIVE = 0x4000;
    static final int NAN = 0xc000;
    static final int INFINITY = 0xd000;
    static final int NEGATIVE_INFINITY = 0xf000;
    private static final int GROUP = 10_000;
    private static final BigInteger FAST_MAX = BigInteger.valueOf(Long.MAX_VALUE / GROUP);

    private final boolean truncates;

    NumericCodec() {
        this(false);
    }

    private NumericCodec(boolean truncates) {
        super(PgType.NUMERIC, BigDecimal.class);
        this.truncates = truncates;
    }

    @Override
    public Codec<BigDecimal> truncating() {
        return new NumericCodec(true);
    }

    private BigDecimal checked(BigDecimal value) {
        if (value.signum() != 0 && (long) value.precision() - value.scale() > WHOLE_DIGITS_MAX) {
            throw ValueErrors.outOfRange(
                    "BigDecimal", sqlName(), "which holds " + WHOLE_DIGITS_MAX + " digits before the point");
        }
        if (value.scale() > SCALE_MAX) {
            BigDecimal cut = value.setScale(SCALE_MAX, RoundingMode.DOWN);
            if (!truncates && cut.compareTo(value) != 0) {
                throw ValueErrors.tooFine(
                        "BigDecimal", sqlName(), "which holds " + SCALE_MAX + " digits after the point");
            }
            return cut;
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    @Override
    public void encode(BigDecimal given, WireBuffer out) {
        BigDecimal value = checked(given);
        int scale = value.scale();
        BigInteger unscaled = value.unscaledValue().abs();
        int sign = value.signum() < 0 ? NEGATIVE : POSITIVE;
        if (unscaled.compareTo(FAST_MAX) <= 0) {
            encodeLong(unscaled.longValue(), scale, sign, out);
        } else {
            encodeDigits(unscaled.toString(), scale, sign, out);
        }
    }

    private static void encodeLong(long unscaled, int scale, int sign, WireBuffer out) {
        int fractionGroups = (scale + 3) / 4;
        long left = unscaled;
        for (int pad = fractionGroups * 4 - scale; pad > 0; pad--) {
            left *= 10;
        }
        short[] groups = new short[5];
        int count = 0;
        int exponent = -fractionGroups;
        while (left != 0 && left % GROUP == 0) {
            left /= GROUP;
            exponent++;
        }
        while (left != 0) {
            groups[count++] = (short) (left % GROUP);
            left /= GROUP;
        }
        out.putShort(count).putShort(count == 0 ? 0 : exponent + count - 1);
        out.putShort(sign).putShort(scale);
        for (int i = count - 1; i >= 0; i--) {
            out.putShort(groups[i]);
        }
    }

    private static void encodeDigits(String digits, int scale, int sign, WireBuffer out) {
        int whole = digits.length() - scale;
        int lead = Math.floorMod(-whole, 4);
        String padded = "0".repeat(lead) + digits + "0".repeat(Math.floorMod(-scale, 4));
        int groups = padded.length() / 4;
        int first = 0;
        while (first < groups && group(padded, first) == 0) {
            first++;
        }
        int last = groups;
        while (last > first && group(padded, last - 1) == 0) {
            last--;
        }
        int weight = (whole + lead) / 4 - 1 - first;
        out.putShort(last - first).putShort(weight).putShort(sign).putShort(scale);
        for (int i = first; i < last; i++) {
            out.putShort(group(padded, i));
        }
    }

    private static int group(String digits, int index) {
        return Integer.parseInt(digits, index * 4, index * 4 + 4, 10);
    }

    @Override
    public BigDecimal decode(byte[] bytes, int offset, int length) {
        if (length < 8) {
            throw ValueErrors.malformed(sqlName(), "it has " + length + " bytes");
        }
        int count = (short) SHORT.get(bytes, offset) & 0xffff;
        int weight = (short) SHORT.get(bytes, offset + 2);
        int sign = (short) SHORT.get(bytes, offset + 4) & 0xffff;
        int scale = (short) SHORT.get(bytes, offset + 6) & 0xffff;
        switch (sign) {
            case POSITIVE, NEGATIVE -> {}
            case NAN -> throw special("NaN");
            case INFINITY, NEGATIVE_INFINITY -> throw special("infinite");
            default -> throw ValueErrors.malformed(sqlName(), "its sign is " + sign);
        }
        if (length != 8 + 2 * count || scale > SCALE_MAX) {
            throw ValueErrors.malformed(sqlName(), "it has " + count + " groups in " + length + " bytes");
        }
        BigInteger unscaled =
                count <= 4 ? BigInteger.valueOf(small(bytes, offset + 8, count)) : large(bytes, offset + 8, count);
        BigDecimal value = new BigDecimal(sign == NEGATIVE ? unscaled.negate() : unscaled, 4 * (count - 1 - weight));
        return count == 0 ? BigDecimal.ZERO.setScale(scale) : scaled(value, scale);
    }

    private BigDecimal scaled(BigDecimal value, int scale) {
        try {
            return value.setScale(scale, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException hidden) {
            throw ValueErrors.malformed(sqlName(), "it has more digits than its scale");
        }
    }

    private RuntimeException special(String what) {
        return ValueErrors.unreadable(sqlName(), "BigDecimal", "it is " + what + "; read it as double");
    }

    private long small(byte[] bytes, int offset, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value * GROUP + groupAt(bytes, offset + 2 * i);
        }
        return value;
    }

    private BigInteger large(byte[] bytes, int offset, int count) {
        StringBuilder digits = new StringBuilder(count * 4);
        for (int i = 0; i < count; i++) {
            String group = Integer.toString(groupAt(bytes, offset + 2 * i));
            digits.append("0".repeat(4 - group.length())).append(group);
        }
        return new BigInteger(digits.toString());
    }

    private int groupAt(byte[] bytes, int at) {
        int group = (short) SHORT.get(bytes, at);
        if (group < 0 || group >= GROUP) {
            throw ValueErrors.malformed(sqlName(), "a group of four digits is " + group);
        }
        return group;
    }

    @Override
    String toText(BigDecimal value) {
        return checked(value).toPlainString();
    }

    @Override
    BigDecimal fromText(String text) {
        return switch (text) {
            case "NaN" -> throw special("NaN");
            case "Infinity", "-Infinity" -> throw special("infinite");
            default -> checkedText(text);
        };
    }

    /** The server writes plain digits; an exponent could ask for gigabytes. */
    private BigDecimal checkedText(String text) {
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw malformed();
        }
        return new BigDecimal(text);
    }
}
