package io.penstock.documents.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Reads the types of {@code system_schema}, such as {@code frozen<map<text, "Odd name">>}. Confined to one call. */
final class CqlTypeParser {
    private final String text;
    private final Function<String, CqlType.UserType> userTypes;
    private int at;

    CqlTypeParser(String text, Function<String, CqlType.UserType> userTypes) {
        this.text = text;
        this.userTypes = userTypes;
    }

    CqlType parse() {
        if (text.startsWith("'")) {
            return new CqlType.Other(text);
        }
        CqlType type = type(false);
        if (at != text.length()) {
            throw unreadable();
        }
        return type;
    }

    private CqlType type(boolean frozen) {
        String word = word();
        return switch (word) {
            case "frozen" -> frozen();
            case "list", "set", "map", "tuple", "vector" -> parameterized(word, frozen);
            case "varchar" -> CqlType.Scalar.TEXT;
            default -> named(word, frozen);
        };
    }

    private CqlType frozen() {
        expect('<');
        CqlType inner = type(true);
        expect('>');
        return inner;
    }

    private CqlType parameterized(String word, boolean frozen) {
        expect('<');
        List<CqlType> arguments = new ArrayList<>();
        arguments.add(type(false));
        int dimensions = 0;
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            skipSpace();
            if (word.equals("vector")) {
                dimensions = Integer.parseInt(word());
            } else {
                arguments.add(type(false));
            }
        }
        expect('>');
        CqlType first = arguments.getFirst();
        return switch (word) {
            case "list" -> new CqlType.ListOf(first, frozen);
            case "set" -> new CqlType.SetOf(first, frozen);
            case "map" -> new CqlType.MapOf(first, arguments.getLast(), frozen);
            case "vector" -> new CqlType.Vector(first, dimensions);
            default -> new CqlType.Tuple(arguments);
        };
    }

    private CqlType named(String word, boolean frozen) {
        if (word.isEmpty()) {
            throw unreadable();
        }
        for (CqlType.Scalar scalar : CqlType.Scalar.values()) {
            if (scalar.cql().equals(word)) {
                return scalar;
            }
        }
        if (word.equals("empty")) {
            return new CqlType.Other(word);
        }
        CqlType.UserType found = userTypes.apply(CqlNames.unquoted(word));
        return new CqlType.UserType(found.name(), found.fields(), frozen);
    }

    private String word() {
        int start = at;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (at < text.length() && (text.charAt(at) != '"' || isDoubledQuote())) {
                at += text.charAt(at) == '"' ? 2 : 1;
            }
            at = Math.min(text.length(), at + 1);
            return text.substring(start, at);
        }
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private boolean isDoubledQuote() {
        return at + 1 < text.length() && text.charAt(at + 1) == '"';
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw unreadable();
        }
        at++;
        skipSpace();
    }

    private void skipSpace() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException("cannot read CQL type '" + text + "' at character " + (at + 1));
    }
}
