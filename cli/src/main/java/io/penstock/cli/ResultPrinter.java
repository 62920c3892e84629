package io.penstock.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.penstock.stream.Change;
import io.penstock.stream.ExecuteResult;
import io.penstock.stream.QueryResult;
import io.penstock.stream.Row;
import io.penstock.stream.data.Schema;
import io.penstock.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What statements gave: tables for people, or one JSON object a line for programs. */
final class ResultPrinter {
    private static final JsonFactory JSON = new JsonFactory();

    private final PrintWriter out;
    private final boolean json;

    ResultPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void print(ExecuteResult result) {
        switch (result) {
            case ExecuteResult.Rows rows -> rows(rows.result());
            case ExecuteResult.Created created ->
                done(
                        "created",
                        words(created.kind().name()) + " " + created.name() + (created.existed() ? " was there" : ""));
            case ExecuteResult.Dropped dropped -> done("dropped", String.join(", ", dropped.names()));
            case ExecuteResult.Inserted inserted ->
                done(
                        "inserted",
                        inserted.count() + (inserted.count() == 1 ? " row" : " rows") + " into " + inserted.source());
            case ExecuteResult.Checkpointed checkpoint -> done("checkpoint", String.valueOf(checkpoint.epoch()));
            case ExecuteResult.Explained explained -> {
                if (json) {
                    done("plan", explained.plan());
                } else {
                    out.print(explained.plan());
                    out.println(explained.plan().endsWith("\n") ? "" : "\n");
                }
            }
        }
        out.flush();
    }

    /** A row that just came, with its weight. */
    void change(Change<Row> change) {
        if (json) {
            out.println(object(change.row(), change.weight()));
        } else {
            List<String> cells = new ArrayList<>();
            for (Object value : change.row().toArray()) {
                cells.add(text(value));
            }
            out.println((change.weight() > 0 ? "+" : "") + change.weight() + " | " + String.join(" | ", cells));
        }
        out.flush();
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void done(String what, String detail) {
        if (json) {
            out.println(object(Map.of(what, detail)));
        } else {
            out.println(what + " " + detail);
        }
    }

    private void rows(QueryResult result) {
        if (json) {
            result.forEach(row -> out.println(object(row, 1)));
            return;
        }
        List<List<String>> cells = new ArrayList<>();
        for (Row row : result) {
            List<String> line = new ArrayList<>();
            for (Object value : row.toArray()) {
                line.add(text(value));
            }
            cells.add(line);
        }
        TextTable.lines(result.schema().names(), cells).forEach(out::println);
        out.println("(" + result.size() + (result.size() == 1 ? " row)" : " rows)"));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            default -> value.toString();
        };
    }

    private static String object(Row row, int weight) {
        Schema schema = row.schema();
        Map<String, @Nullable Object> fields = new java.util.LinkedHashMap<>();
        if (weight != 1) {
            fields.put("_weight", weight);
        }
        for (int i = 0; i < schema.size(); i++) {
            fields.put(schema.field(i).name(), row.get(i));
        }
        return object(fields);
    }

    private static String object(Map<String, ? extends @Nullable Object> fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(line)) {
            value(generator, fields);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    private static void value(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Boolean flag -> generator.writeBoolean(flag);
            // JSON has no numbers for these, so they are texts
            case Double number when !Double.isFinite(number) -> generator.writeString(number.toString());
            case Float number when !Float.isFinite(number) -> generator.writeString(number.toString());
            case Number number -> generator.writeNumber(number.toString());
            case byte[] bytes -> generator.writeBinary(bytes);
            case List<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    value(generator, element);
                }
                generator.writeEndArray();
            }
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    generator.writeFieldName(String.valueOf(entry.getKey()));
                    value(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
            default -> generator.writeString(value.toString());
        }
    }
}
