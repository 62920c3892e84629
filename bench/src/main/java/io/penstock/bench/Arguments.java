package io.penstock.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the command line asks for. Everything is checked before anything starts: a misspelt word after an hour of
 * measuring is an hour lost.
 *
 * @param suites what to measure, in the order given; all when none is named
 * @param only the operations of documents; all when none is named
 * @param quick fewer rounds and smaller tables
 * @param rounds measured rounds instead of the suite's own number
 * @param warmups rounds before them instead of the suite's own number
 * @param markdown where the tables also go
 */
record Arguments(
        List<Suite> suites,
        Set<String> only,
        boolean quick,
        OptionalInt rounds,
        OptionalInt warmups,
        Optional<Path> markdown) {
    static final String USAGE =
            "Usage: ./penstock bench [streams] [postgres] [documents] [layers] [--only OPERATION,…] [--quick]"
                    + " [--rounds N] [--warmups N] [--markdown FILE]";

    /** A command line that says nothing we know; the message tells what we do. */
    static final class Misuse extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }

    static Arguments parse(String... words) {
        return new Parsing(new ArrayDeque<>(Arrays.asList(words))).all();
    }

    /** The rounds of a suite that has these of its own. */
    Effort effort(Effort full, Effort whenQuick) {
        Effort own = quick ? whenQuick : full;
        return new Effort(warmups.orElse(own.warmups()), rounds.orElse(own.rounds()));
    }

    private static final class Parsing {
        private final Queue<String> words;
        private final List<Suite> suites = new ArrayList<>();
        private final Set<String> only = new LinkedHashSet<>();
        private final Set<String> seen = new HashSet<>();
        private boolean quick;
        private OptionalInt rounds = OptionalInt.empty();
        private OptionalInt warmups = OptionalInt.empty();
        private Optional<Path> markdown = Optional.empty();

        Parsing(Queue<String> words) {
            this.words = words;
        }

        Arguments all() {
            for (String word = words.poll(); word != null; word = words.poll()) {
                if (!seen.add(word)) {
                    throw new Misuse("'" + word + "' stands twice; once is enough");
                }
                take(word);
            }
            if (!only.isEmpty() && !suites.equals(List.of(Suite.DOCUMENTS))) {
                throw new Misuse(
                        "--only chooses operations of documents; write: documents --only " + String.join(",", only));
            }
            return new Arguments(
                    suites.isEmpty() ? List.of(Suite.values()) : List.copyOf(suites),
                    only.isEmpty() ? Set.copyOf(DocumentsComparisons.words()) : Set.copyOf(only),
                    quick,
                    rounds,
                    warmups,
                    markdown);
        }

        private void take(String word) {
            switch (word) {
                case "--quick" -> quick = true;
                case "--rounds" -> rounds = OptionalInt.of(number(word, 1));
                case "--warmups" -> warmups = OptionalInt.of(number(word, 0));
                case "--only" -> operations(value(word));
                case "--markdown" -> markdown = Optional.of(Path.of(value(word)));
                default ->
                    suites.add(Suite.of(word)
                            .orElseThrow(() -> new Misuse("unknown word '" + word + "'; there are "
                                    + Arrays.stream(Suite.values())
                                            .map(Suite::word)
                                            .collect(Collectors.joining(", "))
                                    + ", --only, --quick, --rounds, --warmups and --markdown")));
            }
        }

        private String value(String option) {
            String value = words.poll();
            if (value == null || value.isEmpty() || value.startsWith("--")) {
                throw new Misuse(option + " needs a value" + (value == null ? "" : ", got '" + value + "'"));
            }
            return value;
        }

        private int number(String option, int least) {
            String value = value(option);
            try {
                int number = Integer.parseInt(value);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException notOne) {
                // said below
            }
            throw new Misuse(option + " needs a whole number of at least " + least + ", got '" + value + "'");
        }

        private void operations(String list) {
            for (String word : list.split(",", -1)) {
                if (!DocumentsComparisons.words().contains(word)) {
                    throw new Misuse("--only does not know '" + word + "'; there are "
                            + String.join(", ", DocumentsComparisons.words()));
                }
                only.add(word);
            }
        }
    }
}
