package io.penstock.stream.internal;

/** A statement's text without its constants, each of which is a {@code ?}, and without comments. */
final class StatementShape {
    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private StatementShape(String text) {
        this.text = text;
    }

    static String of(String text) {
        return new StatementShape(text).run();
    }

    private String run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'') {
                skipTo("'");
                out.append('?');
            } else if (c == '"' || c == '`') {
                int from = at;
                skipTo(String.valueOf(c));
                out.append(text, from, at);
            } else if (text.startsWith("--", at)) {
                skipTo("\n");
                out.append('\n');
            } else if (text.startsWith("/*", at)) {
                at++;
                skipTo("*/");
                out.append(' ');
            } else if (isDigit(c) && !isInName()) {
                number();
                out.append('?');
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private boolean isInName() {
        return !out.isEmpty() && Character.isJavaIdentifierPart(out.charAt(out.length() - 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void number() {
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.' || isSign())) {
            at++;
        }
    }

    /** Whether a sign stands in an exponent. */
    private boolean isSign() {
        char before = text.charAt(at - 1);
        return (text.charAt(at) == '-' || text.charAt(at) == '+') && (before == 'e' || before == 'E');
    }

    /** Goes behind what ends the part that begins here; a doubled quote is two parts side by side. */
    private void skipTo(String end) {
        int found = text.indexOf(end, at + 1);
        at = found < 0 ? text.length() : found + end.length();
    }
}
