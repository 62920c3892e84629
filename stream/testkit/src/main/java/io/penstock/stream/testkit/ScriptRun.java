package io.penstock.stream.testkit;

import io.penstock.Nearest;
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
    private static final List<String> KEYWORDS = List.of(
            "statement",
            "query",
            "subscribe",
            "push",
            "watermark",
            "clock",
            "expect",
            "metric",
            "checkpoint",
            "restart",
            "set");
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
                    failures.add(new Failure(file, mismatch.line(), mismatch.expected(), mismatch.came()));
                } catch (RuntimeException failed) {
                    failures.add(new Failure(
                            file,
                            record.line(),
                            (record.keyword() + " " + record.arguments()).strip(),
                            describe(failed)));
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
            case "clock" ->
                time.advanceTo(
                        Instant.ofEpochMilli(Mismatch.number(record, record.arguments(), "'clock MILLIS', a number")));
            case "expect" -> expect(record);
            case "metric" -> metric(record);
            case "checkpoint" -> database().checkpoint();
            case "restart" -> restart();
            case "set" -> set(record);
            case "kill" ->
                throw Mismatch.inScript(
                        record, "checkpoint or restart; kill needs a log of pushed rows, which is not there yet");
            default ->
                throw Mismatch.inScript(
                        record,
                        "a record: one of " + String.join(", ", KEYWORDS) + Nearest.hint(record.keyword(), KEYWORDS));
        }
    }

    private void set(ScriptRecord record) {
        String[] words = record.arguments().split("\\s+", 2);
        if (database != null || words.length != 2) {
            throw Mismatch.inScript(record, "'set KEY VALUE' before the first other record");
        }
        long value = Mismatch.number(record, words[1], "'set KEY VALUE' with a number");
        limits = switch (words[0]) {
            case "retainedRowsMax" -> limits.withRetainedRowsMax(value);
            case "viewRowsMax" -> limits.withViewRowsMax(value);
            case "queryRowsMax" -> limits.withQueryRowsMax(value);
            case "groupsMax" -> limits.withGroupsMax(value);
            default ->
                throw Mismatch.inScript(
                        record, "one of the settings retainedRowsMax, viewRowsMax, queryRowsMax and groupsMax");
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
            checkError(record, failure, result);
        } else if (failure != null) {
            throw Mismatch.of(record, "statement " + wanted, describe(failure));
        } else if (wanted.startsWith("count") && result != null) {
            String count = wanted.substring("count".length()).strip();
            String came = Long.toString(result.rowsAffected());
            if (!count.equals(came)) {
                throw Mismatch.of(record, "count " + count, "count " + came);
            }
        } else if (!wanted.equals("ok")) {
            throw Mismatch.inScript(
                    record, "'statement ok', 'statement count N', 'statement error CODE' or 'statement error /REGEX/'");
        }
    }

    private static void checkError(
            ScriptRecord record, @Nullable PenstockException failure, @Nullable ExecuteResult result) {
        String wanted = record.arguments().substring("error".length()).strip();
        if (failure == null) {
            throw Mismatch.of(
                    record, ("error " + wanted).strip(), "it succeeded" + (result == null ? "" : ": " + told(result)));
        }
        boolean matches = wanted.isEmpty()
                || (wanted.startsWith("/")
                        ? Mismatch.pattern(record, wanted)
                                .matcher(failure.getMessage())
                                .find()
                        : wanted.equals(failure.code().code())
                                || wanted.equals(apiCode(failure.code().code())));
        if (!matches) {
            throw Mismatch.of(record, "error " + wanted, describe(failure));
        }
    }

    private static String told(ExecuteResult result) {
        return switch (result) {
            case ExecuteResult.Rows rows -> rows.result().size() + " rows";
            case ExecuteResult.Created created -> "created " + created.kind().words() + " " + created.name();
            case ExecuteResult.Dropped dropped -> "dropped " + String.join(", ", dropped.names());
            case ExecuteResult.Inserted inserted -> "inserted " + inserted.count() + " into " + inserted.source();
            case ExecuteResult.Checkpointed stored -> "checkpoint " + stored.epoch();
            case ExecuteResult.Explained explained -> explained.plan();
        };
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
        settle();
        QueryResult result = database().query(record.sql());
        List<Change<Row>> rows =
                result.rows().stream().map(row -> new Change<>(1, row)).toList();
        boolean sorted = record.arguments().equals("rowsort");
        if (!sorted && !record.arguments().isEmpty()) {
            throw Mismatch.inScript(record, "'query' or 'query rowsort'");
        }
        List<String> printed = ScriptRows.print(rows, false, sorted);
        answers.add(new Answer(record, printed));
        if (!options.complete() && !ScriptRows.matches(record.rows(), rows, false, !sorted)) {
            throw Mismatch.of(record, String.join("\n", record.rows()), String.join("\n", printed));
        }
    }

    private void push(ScriptRecord record) {
        Matcher matcher = PUSH.matcher(record.arguments());
        if (!matcher.matches()) {
            throw Mismatch.inScript(record, "'push SOURCE' or 'push SOURCE (column, column)'");
        }
        try (RowWriter writer = database().writer(matcher.group(1))) {
            Schema schema = writer.schema();
            List<String> columns = matcher.group(2) == null
                    ? schema.names()
                    : Arrays.stream(matcher.group(2).split(",", -1))
                            .map(String::strip)
                            .toList();
            int waiting = 0;
            for (int row = 0; row < record.rows().size(); row++) {
                pushRow(
                        writer,
                        columns,
                        record.rows().get(row),
                        record.rowLines().get(row));
                waiting++;
                if (waiting == options.batchSize()) {
                    writer.flush();
                    waiting = 0;
                }
            }
        }
    }

    private static void pushRow(RowWriter writer, List<String> columns, String text, int line) {
        List<ScriptValues.Cell> cells = ScriptValues.cells(text);
        if (cells.size() != columns.size()) {
            throw Mismatch.inLine(
                    line, columns.size() + " values, for the columns " + String.join(", ", columns), text.strip());
        }
        writer.begin();
        try {
            for (int i = 0; i < cells.size(); i++) {
                set(writer, columns.get(i), cells.get(i), line);
            }
            writer.end();
        } catch (PenstockException refused) {
            throw Mismatch.inLine(line, describe(refused), text.strip());
        }
    }

    private static void set(RowWriter writer, String column, ScriptValues.Cell cell, int line) {
        Schema schema = writer.schema();
        int position = schema.position(column).orElse(-1);
        if (position < 0) {
            throw Mismatch.inLine(
                    line,
                    "columns of source " + writer.source() + ": " + String.join(", ", schema.names())
                            + Nearest.hint(column, schema.names()),
                    column);
        }
        Object value;
        try {
            value = ScriptValues.parse(schema.type(position), cell);
        } catch (RuntimeException otherForm) {
            throw Mismatch.inLine(
                    line,
                    "for column '" + column + "' " + ScriptValues.form(schema.type(position)),
                    "'" + cell.text() + "'");
        }
        writer.set(position, value);
    }

    private void watermark(ScriptRecord record) {
        String[] words = record.arguments().split("\\s+", 2);
        String form = "'watermark SOURCE MILLIS' with a number";
        long millis = Mismatch.number(record, words.length < 2 ? "" : words[1], form);
        try (RowWriter writer = database().writer(words[0])) {
            writer.watermark(Instant.ofEpochMilli(millis));
        }
    }

    private void expect(ScriptRecord record) {
        String[] words = record.arguments().split("\\s+", 2);
        Feed feed = feeds.get(words[0]);
        if (feed == null) {
            throw Mismatch.inScript(
                    record,
                    "'subscribe " + words[0] + "' before it; subscribed are "
                            + (feeds.isEmpty() ? "none" : String.join(", ", feeds.keySet()))
                            + Nearest.hint(words[0], feeds.keySet()));
        }
        String how = words.length > 1 ? words[1] : "";
        if (!List.of("", "ordered", "net").contains(how)) {
            throw Mismatch.inScript(record, "'expect NAME', 'expect NAME ordered' or 'expect NAME net'");
        }
        settle();
        feed.drain();
        boolean weighted = isChangelog(words[0]);
        List<Change<Row>> rows = how.equals("net") ? ScriptRows.net(feed.rows) : List.copyOf(feed.rows);
        feed.rows.clear();
        List<String> printed = ScriptRows.orNone(ScriptRows.print(rows, weighted, false));
        answers.add(new Answer(record, printed));
        if (!options.complete()
                && !ScriptRows.matches(ScriptRows.wanted(record.rows()), rows, weighted, how.equals("ordered"))) {
            throw Mismatch.of(record, String.join("\n", record.rows()), String.join("\n", printed));
        }
    }

    private boolean isChangelog(String name) {
        return database().catalog().streams().stream()
                .anyMatch(stream -> stream.name().equals(name) && stream.changelog());
    }

    private void metric(ScriptRecord record) {
        String[] words = record.arguments().split("\\s+", 2);
        settle();
        String came = database()
                .metric(words[0])
                .orElseThrow(() -> Mismatch.inScript(record, "'metric NAME VALUE' with a metric that there is"));
        if (words.length < 2 || !came.equals(words[1].strip())) {
            throw Mismatch.of(record, record.arguments(), words[0] + " " + came);
        }
    }

    /**
     * Waits until what was pushed is worked off, in the variant of a run that opens the database again before it asks.
     */
    private void settle() {
        if (options.restart()) {
            restart();
        } else {
            database().awaitQuiescent(PATIENCE);
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
