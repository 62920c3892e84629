package io.penstock.stream.testkit;

import io.penstock.PenstockException;
import io.penstock.stream.CatalogView.StreamInfo;
import io.penstock.stream.Change;
import io.penstock.stream.Database;
import io.penstock.stream.ExecuteResult;
import io.penstock.stream.QueryResult;
import io.penstock.stream.Row;
import io.penstock.stream.RowWriter;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.Subscription;
import io.penstock.stream.data.Schema;
import io.penstock.stream.testkit.StreamScripts.Failure;
import io.penstock.stream.testkit.StreamScripts.Options;
import io.penstock.stream.testkit.StreamScripts.Report;
import io.penstock.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One script in one database. Confined to one thread. */
final class ScriptRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PUSH = Pattern.compile("(\\S+?)\\s*(?:\\(([^)]*)\\))?");

    private final Path file;
    private final Options options;
    private final ManualTime time = new ManualTime();
    private final Map<String, Feed> feeds = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(10_000_000);
    private @Nullable Database database;
    private @Nullable Path directory;

    ScriptRun(Path file, Options options) {
        this.file = file;
        this.options = options;
    }

    /** What came where a record asks for rows. */
    record Answer(ScriptRecord record, List<String> rows) {}

    /** What a stream has emitted since it was last asked. */
    private static final class Feed {
        private Subscription<Change<Row>> subscription;
        private final List<Change<Row>> rows = new ArrayList<>();

        Feed(Subscription<Change<Row>> subscription) {
            this.subscription = subscription;
        }

        void drain() {
            rows.addAll(subscription.poll(Integer.MAX_VALUE));
        }
    }

    /** A record did not pass. */
    private static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String expected;
        private final String came;

        Mismatch(String expected, String came) {
            super(expected + " / " + came, null, false, false);
            this.expected = expected;
            this.came = came;
        }
    }

    List<Answer> answers() {
        return answers;
    }

    Report all(List<ScriptRecord> records) throws IOException {
        int passed = 0;
        List<Failure> failures = new ArrayList<>();
        directory = Files.createTempDirectory("penstock-slt");
        try {
            for (ScriptRecord record : records) {
                try {
                    run(record);
                    passed += record.isAssertion() ? 1 : 0;
                } catch (Mismatch mismatch) {
                    failures.add(new Failure(file, record.line(), mismatch.expected, mismatch.came));
                } catch (RuntimeException failed) {
                    failures.add(new Failure(
                            file, record.line(), record.keyword() + " " + record.arguments(), describe(failed)));
                }
            }
            return new Report(passed, failures);
        } finally {
            close();
        }
    }

    private void close() throws IOException {
        try {
            if (database != null) {
                database.close();
            }
        } catch (PenstockException alreadyReported) {
            // A part that failed has failed its records; the files go anyway.
        } finally {
            deleteAll(directory);
        }
    }

    private static void deleteAll(@Nullable Path root) throws IOException {
        if (root == null) {
            return;
        }
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private Database database() {
        Database open = database;
        if (open == null) {
            open = Database.builder()
                    .time(time)
                    .directory(directory == null ? Path.of(".") : directory)
                    .limits(limits)
                    .open();
            database = open;
        }
        return open;
    }

    private void run(ScriptRecord record) {
        switch (record.keyword()) {
            case "statement" -> statement(record);
            case "query" -> query(record);
            case "subscribe" ->
                feeds.put(record.arguments(), new Feed(database().subscribeChanges(record.arguments())));
            case "push" -> push(record);
            case "watermark" -> watermark(record);
            case "clock" -> time.advanceTo(Instant.ofEpochMilli(Long.parseLong(record.arguments())));
            case "expect" -> expect(record);
            case "metric" -> metric(record);
            case "checkpoint" -> database().checkpoint();
            case "restart" -> restart();
            case "set" -> set(record);
            case "kill" ->
                throw new IllegalArgumentException("kill needs a log of pushed rows, which is not there yet");
            default ->
                throw new IllegalArgumentException("unknown record '" + record.keyword()
                        + "'; expected statement, query, subscribe, push, watermark, clock, expect, metric, checkpoint,"
                        + " restart or set");
        }
    }

    private void set(ScriptRecord record) {
        String[] words = record.arguments().split("\\s+", 2);
        if (database != null || words.length != 2) {
            throw new IllegalArgumentException("'set KEY VALUE' comes before the first other record");
        }
        long value = Long.parseLong(words[1]);
        limits = switch (words[0]) {
            case "retainedRowsMax" -> limits.withRetainedRowsMax(value);
            case "viewRowsMax" -> limits.withViewRowsMax(value);
            case "queryRowsMax" -> limits.withQueryRowsMax(value);
            case "groupsMax" -> limits.withGroupsMax(value);
            default ->
                throw new IllegalArgumentException("unknown setting '" + words[0]
                        + "'; expected retainedRowsMax, viewRowsMax, queryRowsMax or groupsMax");
        };
    }

    private void statement(ScriptRecord record) {
        String wanted = record.arguments();
        ExecuteResult result = null;
        PenstockException failure = null;
        try {
            result = database().execute(record.sql());
        } catch (PenstockException failed) {
            failure = failed;
        }
        if (wanted.startsWith("error")) {
            checkError(wanted.substring("error".length()).strip(), failure, result);
        } else if (failure != null) {
            throw new Mismatch("statement " + wanted, describe(failure));
        } else if (wanted.startsWith("count") && result != null) {
            String count = wanted.substring("count".length()).strip();
            String came = Long.toString(result.rowsAffected());
            if (!count.equals(came)) {
                throw new Mismatch("count " + count, "count " + came);
            }
        } else if (!wanted.equals("ok")) {
            throw new IllegalArgumentException("a statement is 'ok', 'count N' or 'error …', got '" + wanted + "'");
        }
    }

    private static void checkError(String wanted, @Nullable PenstockException failure, @Nullable ExecuteResult result) {
        if (failure == null) {
            throw new Mismatch("error " + wanted, "it succeeded: " + result);
        }
        boolean matches = wanted.isEmpty()
                || (wanted.startsWith("/")
                        ? Pattern.compile(wanted.substring(1, wanted.lastIndexOf('/')))
                                .matcher(failure.getMessage())
                                .find()
                        : wanted.equals(failure.code().code())
                                || wanted.equals(apiCode(failure.code().code())));
        if (!matches) {
            throw new Mismatch("error " + wanted, describe(failure));
        }
    }

    /** The three-digit code that a four-digit one belongs to. */
    private static String apiCode(String code) {
        if (code.length() != 4) {
            return code;
        }
        return switch (code) {
            case "1101" -> "200";
            case "0006" -> "202";
            default ->
                switch (code.charAt(0)) {
                    case '0', '1', '2', '3' -> "400";
                    default -> "900";
                };
        };
    }

    private void query(ScriptRecord record) {
        database().awaitQuiescent(PATIENCE);
        QueryResult result = database().query(record.sql());
        List<Change<Row>> rows =
                result.rows().stream().map(row -> new Change<>(1, row)).toList();
        boolean sorted = record.arguments().equals("rowsort");
        if (!sorted && !record.arguments().isEmpty()) {
            throw new IllegalArgumentException("a query is 'query' or 'query rowsort'");
        }
        List<String> printed = ScriptRows.print(rows, false, sorted);
        answers.add(new Answer(record, printed));
        if (!options.complete() && !ScriptRows.matches(record.rows(), rows, false, !sorted)) {
            throw new Mismatch(String.join("\n", record.rows()), String.join("\n", printed));
        }
    }

    private void push(ScriptRecord record) {
        Matcher matcher = PUSH.matcher(record.arguments());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'push SOURCE' or 'push SOURCE (col, col)', got " + record.arguments());
        }
        try (RowWriter writer = database().writer(matcher.group(1))) {
            Schema schema = writer.schema();
            List<String> columns = matcher.group(2) == null
                    ? schema.names()
                    : Arrays.stream(matcher.group(2).split(",", -1))
                            .map(String::strip)
                            .toList();
            int waiting = 0;
            for (String line : record.rows()) {
                pushRow(writer, columns, line);
                waiting++;
                if (waiting == options.batchSize()) {
                    writer.flush();
                    waiting = 0;
                }
            }
        }
    }

    private static void pushRow(RowWriter writer, List<String> columns, String line) {
        List<ScriptValues.Cell> cells = ScriptValues.cells(line);
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " values for the columns " + columns + ": " + line);
        }
        writer.begin();
        for (int i = 0; i < cells.size(); i++) {
            int position = writer.schema().position(columns.get(i)).orElse(-1);
            if (position < 0) {
                throw new IllegalArgumentException(
                        "source " + writer.source() + " has no column '" + columns.get(i) + "'");
            }
            writer.set(position, ScriptValues.parse(writer.schema().type(position), cells.get(i)));
        }
        writer.end();
    }

    private void watermark(ScriptRecord record) {
        String[] words = record.arguments().split("\\s+", 2);
        try (RowWriter writer = database().writer(words[0])) {
            writer.watermark(Instant.ofEpochMilli(Long.parseLong(words[1])));
        }
    }

    private void expect(ScriptRecord record) {
        String[] words = record.arguments().split("\\s+", 2);
        Feed feed = feeds.get(words[0]);
        if (feed == null) {
            throw new IllegalArgumentException("expect of '" + words[0] + "', which was not subscribed to");
        }
        String how = words.length > 1 ? words[1] : "";
        if (!List.of("", "ordered", "net").contains(how)) {
            throw new IllegalArgumentException("'expect NAME', 'expect NAME ordered' or 'expect NAME net'");
        }
        if (options.restart()) {
            restart();
        } else {
            database().awaitQuiescent(PATIENCE);
        }
        feed.drain();
        boolean weighted = isChangelog(words[0]);
        List<Change<Row>> rows = how.equals("net") ? ScriptRows.net(feed.rows) : List.copyOf(feed.rows);
        feed.rows.clear();
        List<String> printed = ScriptRows.orNone(ScriptRows.print(rows, weighted, false));
        answers.add(new Answer(record, printed));
        if (!options.complete()
                && !ScriptRows.matches(ScriptRows.wanted(record.rows()), rows, weighted, how.equals("ordered"))) {
            throw new Mismatch(String.join("\n", record.rows()), String.join("\n", printed));
        }
    }

    private boolean isChangelog(String name) {
        return database().catalog().streams().stream()
                .anyMatch(stream -> stream.name().equals(name) && stream.changelog());
    }

    private void metric(ScriptRecord record) {
        String[] words = record.arguments().split("\\s+", 2);
        database().awaitQuiescent(PATIENCE);
        String came = database()
                .metric(words[0])
                .orElseThrow(() -> new IllegalArgumentException("unknown metric " + words[0]));
        if (words.length < 2 || !came.equals(words[1].strip())) {
            throw new Mismatch(record.arguments(), words[0] + " " + came);
        }
    }

    /** A checkpoint, then closed and opened again; what was delivered before is kept, and subscriptions go on. */
    private void restart() {
        Database before = database();
        before.awaitQuiescent(PATIENCE);
        before.checkpoint();
        feeds.entrySet().removeIf(feed -> !isPresent(before, feed.getKey()));
        feeds.values().forEach(Feed::drain);
        before.close();
        database = null;
        Database after = database();
        feeds.forEach((name, feed) -> feed.subscription = after.subscribeChanges(name));
    }

    private static boolean isPresent(Database database, String name) {
        return database.catalog().streams().stream().map(StreamInfo::name).anyMatch(name::equals)
                || database.catalog().sources().stream()
                        .anyMatch(source -> source.name().equals(name));
    }

    private static String describe(RuntimeException failed) {
        return failed instanceof PenstockException known
                ? "error " + known.code().code() + ": " + known.getMessage()
                : failed.toString();
    }
}
