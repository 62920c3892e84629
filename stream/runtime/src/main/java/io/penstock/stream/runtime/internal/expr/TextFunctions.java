package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.runtime.internal.Errors;
import java.util.Locale;
import java.util.function.Predicate;

/** Functions of texts. Positions and lengths count code points, from 1. Case follows no language. */
final class TextFunctions {
    private TextFunctions() {}

    /** The function over boxed arguments that are not NULL. */
    static BoxedKernel.Function of(Expression.Call call) {
        return switch (call.function()) {
            case UPPER -> a -> ((String) a[0]).toUpperCase(Locale.ROOT);
            case LOWER -> a -> ((String) a[0]).toLowerCase(Locale.ROOT);
            case TRIM -> a -> trim((String) a[0], a.length > 1 ? (String) a[1] : " ");
            case CONCAT -> TextFunctions::concat;
            case SUBSTRING -> a -> substring(call, a);
            case CHAR_LENGTH -> a -> length((String) a[0]);
            case REPLACE -> a -> replace((String) a[0], (String) a[1], (String) a[2]);
            case POSITION -> a -> position((String) a[0], (String) a[1]);
            case STARTS_WITH -> a -> ((String) a[0]).startsWith((String) a[1]);
            case LIKE -> a -> like(call, a).test((String) a[0]);
            default -> throw new IllegalArgumentException(call.function() + " is no function of texts");
        };
    }

    /** Whether {@link #of} knows the function. */
    static boolean has(ScalarFunction function) {
        return switch (function) {
            case UPPER, LOWER, TRIM, CONCAT, SUBSTRING, CHAR_LENGTH, REPLACE, POSITION, STARTS_WITH, LIKE -> true;
            default -> false;
        };
    }

    private static String concat(Object[] arguments) {
        StringBuilder out = new StringBuilder();
        for (Object argument : arguments) {
            out.append((String) argument);
        }
        return out.toString();
    }

    private static String trim(String text, String characters) {
        int from = 0;
        int to = text.length();
        while (from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static long length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String substring(Expression.Call call, Object[] arguments) {
        String text = (String) arguments[0];
        long first = ((Number) arguments[1]).longValue();
        long end = Long.MAX_VALUE;
        if (arguments.length > 2) {
            long length = ((Number) arguments[2]).longValue();
            if (length < 0) {
                throw Errors.evaluation(call, "the length is negative");
            }
            end = first > Long.MAX_VALUE - length ? Long.MAX_VALUE : first + length;
        }
        long characters = length(text);
        long from = Math.clamp(first - 1, 0, characters);
        long to = Math.clamp(end == Long.MIN_VALUE ? end : end - 1, from, characters);
        return text.substring(
                text.offsetByCodePoints(0, Math.toIntExact(from)), text.offsetByCodePoints(0, Math.toIntExact(to)));
    }

    private static String replace(String text, String from, String to) {
        return from.isEmpty() ? text : text.replace(from, to);
    }

    private static long position(String part, String text) {
        int at = text.indexOf(part);
        return at < 0 ? 0 : text.codePointCount(0, at) + 1L;
    }

    /** The test of a LIKE whose arguments after the first are given. */
    static Predicate<String> like(Expression.Call call, Object[] arguments) {
        return LikePattern.of(call, (String) arguments[1], arguments.length > 2 ? (String) arguments[2] : "");
    }
}
