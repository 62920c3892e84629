package io.penstock.stream.runtime.internal.expr;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The order of values: numbers by size, NaN equal to itself and above all others, −0 equal to 0; texts by code points,
 * not by any language; bytes unsigned.
 */
public final class Order {
    private Order() {}

    public static int doubles(double a, double b) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        if (a == b) {
            return 0;
        }
        return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }

    /** By code points; UTF-16 would put the characters beyond the basic plane before the last of that plane. */
    public static int texts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean high = Character.isSurrogate(x);
                return high == Character.isSurrogate(y) ? x - y : high ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /** Two boxed values of one type that are not NULL. */
    public static int boxed(Object a, Object b) {
        return switch (a) {
            case String x -> texts(x, (String) b);
            case BigDecimal x -> x.compareTo((BigDecimal) b);
            case Double x -> doubles(x, (Double) b);
            case Float x -> doubles(x, (Float) b);
            case byte[] x -> Arrays.compareUnsigned(x, (byte[]) b);
            case Number x -> Long.compare(x.longValue(), ((Number) b).longValue());
            case Boolean x -> x.compareTo((Boolean) b);
            case Instant x -> x.compareTo((Instant) b);
            case LocalDate x -> x.compareTo((LocalDate) b);
            case LocalTime x -> x.compareTo((LocalTime) b);
            case java.time.Duration x -> x.compareTo((java.time.Duration) b);
            case List<?> x -> lists(x, (List<?>) b);
            case Map<?, ?> x -> x.equals(b) ? 0 : x.toString().compareTo(b.toString());
            default -> throw new IllegalArgumentException(a.getClass() + " has no order");
        };
    }

    private static int lists(List<?> a, List<?> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            Object x = a.get(i);
            Object y = b.get(i);
            int order = x == null || y == null ? Boolean.compare(x == null, y == null) : boxed(x, y);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
