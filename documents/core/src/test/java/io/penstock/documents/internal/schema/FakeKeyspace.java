package io.penstock.documents.internal.schema;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.schema.IndexDescription;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types and tables that schema statements are run on: it reads their text, and refuses what it does not know. */
final class FakeKeyspace {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|[A-Za-z0-9_.-]+|[(){}<>,:=])");

    private final String name;
    private final Map<String, CqlType.UserType> types = new TreeMap<>();
    private final Map<String, TableDescription> tables = new TreeMap<>();
    private Deque<String> tokens = new ArrayDeque<>();

    FakeKeyspace(SchemaDescription start) {
        this.name = start.keyspace();
        start.types().forEach(type -> types.put(type.name(), type));
        start.tables().forEach(table -> tables.put(table.name(), table));
    }

    LiveKeyspace live() {
        return new LiveKeyspace(
                new SchemaDescription(
                        name,
                        Optional.of(KeyspaceSettings.of(Replication.simple(1))),
                        List.copyOf(types.values()),
                        List.copyOf(tables.values()),
                        List.of()),
                Map.of());
    }

    void run(String cql) {
        tokens = tokens(cql);
        switch (word()) {
            case "CREATE" -> create(word());
            case "ALTER" -> alter(word());
            case "DROP" -> dropIndex();
            default -> throw new IllegalArgumentException(cql);
        }
        if (!tokens.isEmpty()) {
            throw new IllegalArgumentException("left " + tokens + " of " + cql);
        }
    }

    private static Deque<String> tokens(String cql) {
        Deque<String> tokens = new ArrayDeque<>();
        // A keyspace stands before its dot: both quoted and plain names must come apart from it.
        Matcher token = TOKEN.matcher(cql.replaceFirst(" ops\\.", " ops "));
        int at = 0;
        while (at < token.regionEnd() && token.region(at, token.regionEnd()).lookingAt()) {
            tokens.add(token.group(1));
            at = token.end();
        }
        return tokens;
    }

    private void create(String what) {
        switch (what) {
            case "TYPE" -> {
                expect("IF", "NOT", "EXISTS", name);
                String type = name();
                expect("(");
                List<CqlColumn> fields = new ArrayList<>();
                do {
                    fields.add(new CqlColumn(name(), type()));
                } while (word().equals(","));
                types.putIfAbsent(type, new CqlType.UserType(type, fields, false));
            }
            case "TABLE" -> createTable();
            case "INDEX" -> createIndex();
            case "CUSTOM" -> {
                expect("INDEX");
                createIndex();
            }
            default -> throw new IllegalArgumentException(what);
        }
    }

    private void createTable() {
        expect("IF", "NOT", "EXISTS", name);
        String table = name();
        expect("(");
        Map<String, TableColumn> columns = new TreeMap<>();
        while (!"PRIMARY".equals(tokens.peek())) {
            TableColumn column = column();
            columns.put(column.name(), column);
            expect(",");
        }
        expect("PRIMARY", "KEY", "(", "(");
        int place = 0;
        do {
            key(columns, name(), new EntityColumn.Partition(place++));
        } while (word().equals(","));
        place = 0;
        while (word().equals(",")) {
            key(columns, name(), new EntityColumn.Clustering(place++, false));
        }
        expect(")");
        Map<String, OptionValue> options = new TreeMap<>();
        options.put("default_time_to_live", new OptionValue.Numeric(BigDecimal.ZERO));
        if ("WITH".equals(tokens.peek())) {
            options(columns, options);
        }
        tables.putIfAbsent(table, new TableDescription(name, table, List.copyOf(columns.values()), options, List.of()));
    }

    private static void key(Map<String, TableColumn> columns, String column, EntityColumn.Role role) {
        columns.computeIfPresent(column, (name, plain) -> new TableColumn(name, plain.type(), role));
    }

    private void options(Map<String, TableColumn> columns, Map<String, OptionValue> into) {
        do {
            expect("WITH".equals(tokens.peek()) ? "WITH" : "AND");
            String option = word();
            if (option.equals("CLUSTERING")) {
                expect("ORDER", "BY", "(");
                int place = 0;
                do {
                    key(columns, name(), new EntityColumn.Clustering(place++, word().equals("DESC")));
                } while (word().equals(","));
            } else {
                expect("=");
                into.put(option, value());
            }
        } while ("AND".equals(tokens.peek()));
    }

    private OptionValue value() {
        String token = word();
        if (token.equals("{")) {
            Map<String, String> entries = new HashMap<>();
            do {
                String key = unquoted(word());
                expect(":");
                entries.put(key, unquoted(word()));
            } while (word().equals(","));
            return new OptionValue.Entries(entries);
        }
        return token.startsWith("'")
                ? new OptionValue.Text(unquoted(token))
                : new OptionValue.Numeric(new BigDecimal(token));
    }

    private void createIndex() {
        expect("IF", "NOT", "EXISTS");
        String index = name();
        expect("ON", name);
        TableDescription table = existing(name());
        expect("(");
        IndexDescription.Target target = IndexDescription.Target.COLUMN;
        String first = word();
        if ("(".equals(tokens.peek())) {
            target = IndexDescription.Target.valueOf(first);
            expect("(");
            first = word();
            expect(")");
        }
        expect(")");
        String using = "";
        Map<String, String> options = Map.of();
        if ("USING".equals(tokens.peek())) {
            expect("USING");
            using = unquoted(word());
        }
        if ("WITH".equals(tokens.peek())) {
            expect("WITH", "OPTIONS", "=");
            options = ((OptionValue.Entries) value()).values();
        }
        List<IndexDescription> indexes = new ArrayList<>(table.indexes());
        indexes.add(new IndexDescription(index, CqlNames.unquoted(first), target, using, options));
        tables.put(table.name(), new TableDescription(name, table.name(), table.columns(), table.options(), indexes));
    }

    private void dropIndex() {
        expect("INDEX", "IF", "EXISTS", name);
        String index = name();
        tables.replaceAll((ignored, table) -> new TableDescription(
                name,
                table.name(),
                table.columns(),
                table.options(),
                table.indexes().stream()
                        .filter(other -> !other.name().equals(index))
                        .toList()));
    }

    private void alter(String what) {
        expect(name);
        String object = name();
        if (what.equals("TYPE")) {
            expect("ADD");
            CqlType.UserType type = Optional.ofNullable(types.get(object))
                    .orElseThrow(() -> new IllegalArgumentException("no " + object));
            List<CqlColumn> fields = new ArrayList<>(type.fields());
            fields.add(new CqlColumn(name(), type()));
            types.put(object, new CqlType.UserType(object, fields, false));
            return;
        }
        TableDescription table = existing(object);
        List<TableColumn> columns = new ArrayList<>(table.columns());
        Map<String, OptionValue> options = new TreeMap<>(table.options());
        if ("ADD".equals(tokens.peek())) {
            expect("ADD");
            columns.add(column());
        } else {
            options(new TreeMap<>(), options);
        }
        tables.put(object, new TableDescription(name, object, columns, options, table.indexes()));
    }

    private TableDescription existing(String table) {
        return Optional.ofNullable(tables.get(table)).orElseThrow(() -> new IllegalArgumentException("no " + table));
    }

    private TableColumn column() {
        String column = name();
        CqlType type = type();
        if ("STATIC".equals(tokens.peek())) {
            expect("STATIC");
            return new TableColumn(column, type, new EntityColumn.Static());
        }
        return new TableColumn(column, type, new EntityColumn.Regular());
    }

    private CqlType type() {
        StringBuilder text = new StringBuilder(word());
        int depth = 0;
        while (depth > 0 || "<".equals(tokens.peek())) {
            String token = word();
            depth += token.equals("<") ? 1 : token.equals(">") ? -1 : 0;
            text.append(token).append(token.equals(",") ? " " : "");
        }
        return CqlType.parse(
                text.toString(),
                user -> Optional.ofNullable(types.get(user))
                        .orElseThrow(() -> new IllegalArgumentException("no type " + user)));
    }

    private void expect(String... expected) {
        for (String token : expected) {
            String came = word();
            if (!came.equals(token)) {
                throw new IllegalArgumentException("expected " + token + ", got " + came + " before " + tokens);
            }
        }
    }

    private String word() {
        return tokens.removeFirst();
    }

    private String name() {
        String token = word();
        if (!token.startsWith("\"") && !token.equals(token.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("name " + token + " must be quoted");
        }
        return CqlNames.unquoted(token);
    }

    private static String unquoted(String token) {
        return token.startsWith("'") ? token.substring(1, token.length() - 1).replace("''", "'") : token;
    }
}
