package io.penstock.connector.cassandra;

import io.penstock.Nearest;
import io.penstock.stream.data.DataType;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.SinkRequest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of a sink.
 *
 * @param concurrency the most writes in flight
 * @param truncate the TIMESTAMP columns that are cut to milliseconds
 */
record SinkOptions(int concurrency, Set<String> truncate) {
    static final Set<String> NAMES = Set.of("concurrency", "truncate");

    private static final int CONCURRENCY_DEFAULT = 256;
    private static final int CONCURRENCY_MAX = 4096;

    static SinkOptions of(SinkRequest request) {
        String who = "sink '" + request.name() + "'";
        for (String option : request.options().keySet()) {
            if (!NAMES.contains(option)) {
                String hint = Nearest.hint(option, NAMES);
                throw ConnectorException.option(
                        who,
                        "option '" + option + "' is unknown"
                                + (hint.isEmpty()
                                        ? "; there are "
                                                + NAMES.stream().sorted().collect(Collectors.joining(", "))
                                        : hint));
            }
        }
        return new SinkOptions(
                concurrency(who, request.options().getOrDefault("concurrency", "" + CONCURRENCY_DEFAULT)),
                truncate(who, request, request.options().getOrDefault("truncate", "")));
    }

    private static int concurrency(String who, String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= CONCURRENCY_MAX) {
                return number;
            }
        } catch (NumberFormatException notNumber) {
            throw concurrencyWrong(who, text);
        }
        throw concurrencyWrong(who, text);
    }

    private static RuntimeException concurrencyWrong(String who, String text) {
        return ConnectorException.option(
                who, "option 'concurrency' is a number from 1 to " + CONCURRENCY_MAX + ", got '" + text + "'");
    }

    private static Set<String> truncate(String who, SinkRequest request, String text) {
        Set<String> names = Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        for (String name : names) {
            boolean timestamp = request.schema().position(name).stream()
                    .anyMatch(position -> request.schema().type(position).equals(DataType.TIMESTAMP));
            if (!timestamp) {
                throw ConnectorException.option(
                        who, "option 'truncate' names '" + name + "', which is no TIMESTAMP column of the sink");
            }
        }
        return names;
    }
}
