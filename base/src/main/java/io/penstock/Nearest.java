package io.penstock;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * The nearest right name for a wrong one: equal but for case, else the smallest edit distance of at most two
 * (Damerau–Levenshtein, adjacent transpositions count once).
 */
public final class Nearest {
    private static final int DISTANCE_MAX = 2;

    private Nearest() {}

    /** The known name nearest to {@code wrong}, if one is near enough to be worth suggesting. */
    public static Optional<String> to(String wrong, Collection<String> known) {
        String best = null;
        int bestDistance = DISTANCE_MAX + 1;
        for (String name : known) {
            if (name.equalsIgnoreCase(wrong)) {
                return Optional.of(name);
            }
            int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < bestDistance && distance < Math.max(wrong.length(), name.length())) {
                best = name;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code "; did you mean 'x'?"}, or the empty string. */
    public static String hint(String wrong, Collection<String> known) {
        return to(wrong, known).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > DISTANCE_MAX) {
            return DISTANCE_MAX + 1;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
