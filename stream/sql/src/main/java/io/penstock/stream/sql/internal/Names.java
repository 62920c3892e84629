package io.penstock.stream.sql.internal;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names in messages, and names made unique. */
final class Names {
    private static final int LISTED_MAX = 8;

    private Names() {}

    /** {@code 'a', 'b', 'c'}, at most a few of them. */
    static String list(Collection<String> names) {
        List<String> sorted = List.copyOf(new TreeSet<>(names));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(LISTED_MAX, sorted.size()); i++) {
            out.append(i == 0 ? "'" : ", '").append(sorted.get(i)).append('\'');
        }
        if (sorted.size() > LISTED_MAX) {
            out.append(" and ").append(sorted.size() - LISTED_MAX).append(" more");
        }
        return out.toString();
    }

    /** The name, or the name with the first number behind it that is not taken; takes it. */
    static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name + "_" + i;
        }
        return unique;
    }
}
