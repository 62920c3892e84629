package io.penstock.postgres.wire;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The fields of an error or notice, by the letters of the protocol. The text form leaves out detail, hint and context,
 * which may hold a user's data. Immutable.
 *
 * @param byLetter every field sent, unknown letters included
 */
public record ErrorFields(Map<Character, String> byLetter) {
    public ErrorFields {
        byLetter = Map.copyOf(byLetter);
    }

    /** An error with the three fields that every server sends. */
    public static ErrorFields of(String severity, String sqlState, String message) {
        return new ErrorFields(Map.of('S', severity, 'V', severity, 'C', sqlState, 'M', message));
    }

    /** One field, if it was sent. */
    public Optional<String> get(char letter) {
        return Optional.ofNullable(byLetter.get(letter));
    }

    /** ERROR, FATAL, PANIC, WARNING, NOTICE, DEBUG, INFO or LOG, never translated where the server can do that. */
    public String severity() {
        return get('V').or(() -> get('S')).orElse("ERROR");
    }

    /** The five characters of the SQLSTATE; XX000 when the server sent none. */
    public String sqlState() {
        return get('C').orElse("XX000");
    }

    public String message() {
        return get('M').orElse("(the server gave no message)");
    }

    /** May hold values of rows. */
    public Optional<String> detail() {
        return get('D');
    }

    public Optional<String> hint() {
        return get('H');
    }

    /** Where in the statement, in characters from 1. */
    public OptionalInt position() {
        return number('P');
    }

    public Optional<String> where() {
        return get('W');
    }

    public Optional<String> schema() {
        return get('s');
    }

    public Optional<String> table() {
        return get('t');
    }

    public Optional<String> column() {
        return get('c');
    }

    public Optional<String> dataType() {
        return get('d');
    }

    public Optional<String> constraint() {
        return get('n');
    }

    private OptionalInt number(char letter) {
        String text = byLetter.get(letter);
        if (text == null || text.isEmpty() || text.length() > 9) {
            return OptionalInt.empty();
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    /** The fields in the order of their letters, for writing. */
    Map<Character, String> sorted() {
        return new TreeMap<>(byLetter);
    }

    @Override
    public String toString() {
        return severity() + " " + sqlState() + ": " + message();
    }
}
