package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.Errors;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** LIKE patterns: {@code %} is any text, {@code _} one character. The common shapes need no regular expression. */
final class LikePattern {
    private LikePattern() {}

    static Predicate<String> of(Expression call, String pattern, String escape) {
        if (escape.length() > 1) {
            throw Errors.evaluation(call, "the escape must be one character");
        }
        if (escape.isEmpty() && pattern.indexOf('_') < 0) {
            int first = pattern.indexOf('%');
            if (first < 0) {
                return pattern::equals;
            }
            if (first == pattern.length() - 1) {
                String prefix = pattern.substring(0, first);
                return text -> text.startsWith(prefix);
            }
            if (first == 0 && pattern.indexOf('%', 1) < 0) {
                String suffix = pattern.substring(1);
                return text -> text.endsWith(suffix);
            }
        }
        return regex(call, pattern, escape.isEmpty() ? -1 : escape.charAt(0)).asMatchPredicate();
    }

    private static Pattern regex(Expression call, String pattern, int escape) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escape) {
                i++;
                if (i == pattern.length()) {
                    throw Errors.evaluation(call, "the pattern ends with its escape");
                }
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                regex.append(c);
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
