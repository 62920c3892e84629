package io.penstock.documents.schema;

import io.penstock.documents.driver.CqlNames;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The value of an option of a table or view, such as {@code 864000} for {@code gc_grace_seconds}. Immutable. */
public sealed interface OptionValue {
    /** The value as it stands in CQL; text is quoted. */
    String cql();

    /** Text. */
    record Text(String value) implements OptionValue {
        @Override
        public String cql() {
            return CqlNames.literal(value);
        }
    }

    /** A number. Equal numbers are equal, however they are written. */
    record Numeric(BigDecimal value) implements OptionValue {
        public Numeric {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        @Override
        public String cql() {
            return value.toPlainString();
        }
    }

    /** True or false. */
    record Flag(boolean value) implements OptionValue {
        @Override
        public String cql() {
            return Boolean.toString(value);
        }
    }

    /** A map. The database keeps all of its values as text. */
    record Entries(Map<String, String> values) implements OptionValue {
        public Entries {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        @Override
        public String cql() {
            // The class comes first: the other entries are its parameters.
            String first = values.containsKey("class") ? entry("class") : "";
            return values.keySet().stream()
                    .filter(key -> !key.equals("class"))
                    .map(this::entry)
                    .collect(Collectors.joining(", ", first.isEmpty() || values.size() == 1 ? first : first + ", ", ""))
                    .transform(all -> "{" + all + "}");
        }

        private String entry(String key) {
            String value = String.valueOf(values.get(key));
            return CqlNames.literal(key) + ": " + (value.matches("-?[0-9]{1,18}") ? value : CqlNames.literal(value));
        }
    }

    /**
     * Whether the database shows this value as another one: it writes classes with their package, numbers as text,
     * percentiles shortened, and adds entries of its own to maps.
     */
    default boolean isShownAs(OptionValue live) {
        return switch (this) {
            case Entries wanted ->
                live instanceof Entries found
                        && wanted.values().entrySet().stream()
                                .allMatch(entry -> found.values().containsKey(entry.getKey())
                                        && same(entry.getValue(), found.values().get(entry.getKey())));
            case Flag wanted -> live instanceof Flag found ? wanted.equals(found) : !wanted.value() && isUnset(live);
            case Numeric wanted -> live instanceof Numeric found && wanted.equals(found);
            case Text wanted -> live instanceof Text found && same(wanted.value(), found.value());
        };
    }

    private static boolean isUnset(OptionValue live) {
        return live instanceof Text text && text.value().isEmpty();
    }

    private static boolean same(String wanted, String found) {
        return wanted.equals(found) || plain(wanted).equals(plain(found));
    }

    private static String plain(String value) {
        String lower = value.strip()
                .toLowerCase(Locale.ROOT)
                .replace("percentile", "p")
                .replace(" ", "");
        if (lower.matches("[a-z0-9_.]+\\.[a-z][a-z0-9_]*")) {
            return lower.substring(lower.lastIndexOf('.') + 1);
        }
        return lower.matches("-?[0-9]+(\\.[0-9]+)?")
                ? new BigDecimal(lower).stripTrailingZeros().toPlainString()
                : lower.replaceAll("\\.0+(?=p|ms)", "");
    }
}
