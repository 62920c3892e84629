package io.penstock.postgres;

import io.penstock.Nearest;
import io.penstock.postgres.internal.SqlScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text with markers by name, turned into one with markers by number. */
final class NamedSql {
    private NamedSql() {}

    static Statement statement(String sql, Map<String, ? extends @Nullable Object> values) {
        List<String> names = new ArrayList<>();
        StringBuilder numbered = new StringBuilder(sql.length());
        int copied = 0;
        for (SqlScanner.Marker marker : SqlScanner.markers(sql)) {
            if (!values.containsKey(marker.name())) {
                throw new IllegalArgumentException("the statement has :" + marker.name() + ", and no value of that name"
                        + " is given" + Nearest.hint(marker.name(), values.keySet()));
            }
            int number = names.indexOf(marker.name());
            if (number < 0) {
                number = names.size();
                names.add(marker.name());
            }
            numbered.append(sql, copied, marker.start()).append('$').append(number + 1);
            copied = marker.end();
        }
        numbered.append(sql, copied, sql.length());
        refuseUnused(names, values.keySet());
        List<@Nullable Object> args = new ArrayList<>(names.size());
        for (String name : names) {
            args.add(values.get(name));
        }
        return Statement.of(numbered.toString()).withArgs(args);
    }

    private static void refuseUnused(List<String> names, Set<String> given) {
        Set<String> unused = new HashSet<>(given);
        names.forEach(unused::remove);
        if (!unused.isEmpty()) {
            String first = unused.stream().sorted().findFirst().orElseThrow();
            throw new IllegalArgumentException("a value '" + first + "' is given, and the statement has no :" + first
                    + Nearest.hint(first, names));
        }
    }
}
