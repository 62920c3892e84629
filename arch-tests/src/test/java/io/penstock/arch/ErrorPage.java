package io.penstock.arch;

import io.penstock.BaseError;
import io.penstock.ErrorCode;
import io.penstock.Who;
import io.penstock.documents.DocumentsError;
import io.penstock.postgres.PostgresError;
import io.penstock.postgres.wire.WireError;
import io.penstock.stream.StreamError;
import io.penstock.stream.runtime.RuntimeError;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.sql.SqlError;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of all error codes: from the classes that hold them, and the comments on their constants. */
final class ErrorPage {
    /** A class of codes and where its source is. */
    private record Codes(String title, String source, Class<? extends ErrorCode> type) {}

    private record Part(String title, String text, List<Codes> codes) {}

    private static final List<Part> PARTS = List.of(
            new Part(
                    "All engines",
                    "Failures that belong to no single engine.",
                    List.of(new Codes(
                            "`BaseError`", "base/src/main/java/io/penstock/BaseError.java", BaseError.class))),
            new Part(
                    "Documents",
                    "Codes are names. `DocumentsException` carries the driver's error as its cause.",
                    List.of(new Codes(
                            "`DocumentsError`",
                            "documents/core/src/main/java/io/penstock/documents/DocumentsError.java",
                            DocumentsError.class))),
            new Part(
                    "PostgreSQL",
                    "Codes are SQLSTATEs: those of the server as they come (`PostgresError.of` makes any), and those of class"
                            + " `PS` for what is found on the client's side.",
                    List.of(
                            new Codes(
                                    "`PostgresError`",
                                    "postgres/core/src/main/java/io/penstock/postgres/PostgresError.java",
                                    PostgresError.class),
                            new Codes(
                                    "`WireError`, of the protocol itself",
                                    "postgres/wire/src/main/java/io/penstock/postgres/wire/WireError.java",
                                    WireError.class))),
            new Part(
                    "Streams",
                    "Codes are numbers. Scripts may name a three-digit code for the group of a four-digit one.",
                    List.of(
                            new Codes(
                                    "`StreamError`, of the database",
                                    "stream/engine/src/main/java/io/penstock/stream/StreamError.java",
                                    StreamError.class),
                            new Codes(
                                    "`SqlError`, of statements",
                                    "stream/sql/src/main/java/io/penstock/stream/sql/SqlError.java",
                                    SqlError.class),
                            new Codes(
                                    "`RuntimeError`, of running queries",
                                    "stream/runtime/src/main/java/io/penstock/stream/runtime/RuntimeError.java",
                                    RuntimeError.class),
                            new Codes(
                                    "`ConnectorError`, of sinks and lookup tables",
                                    "stream/spi/src/main/java/io/penstock/stream/spi/ConnectorError.java",
                                    ConnectorError.class))));

    private ErrorPage() {}

    /** The sources of the classes that are on the page, by their paths below the root. */
    static List<String> sources() {
        return PARTS.stream()
                .flatMap(part -> part.codes().stream())
                .map(Codes::source)
                .toList();
    }

    /** The page as it must be. */
    static String text(Path root) {
        StringBuilder page = new StringBuilder("""
                # Error codes

                Every failure is a `PenstockException` with a stable `code()`, `who()` must act, and a message that says what came, what was
                expected and what to do. Codes never change their meaning. This page is written from the code and checked by a test.

                | Who | Meaning |
                |---|---|
                """);
        for (Who who : Who.values()) {
            row(
                    page,
                    who.name(),
                    comment(Tree.read(root.resolve("base/src/main/java/io/penstock/Who.java")), who.name()));
        }
        for (Part part : PARTS) {
            page.append("\n## ")
                    .append(part.title())
                    .append("\n\n")
                    .append(part.text())
                    .append('\n');
            for (Codes codes : part.codes()) {
                page.append("\n### ")
                        .append(codes.title())
                        .append("\n\n| Code | Name | Who | Meaning |\n|---|---|---|---|\n");
                String source = Tree.read(root.resolve(codes.source()));
                for (Constant constant : constants(codes.type())) {
                    row(
                            page,
                            "`" + constant.code().code() + "`",
                            "`" + constant.name() + "`",
                            constant.code().who().name(),
                            comment(source, constant.name()));
                }
            }
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private record Constant(String name, ErrorCode code) {}

    private static List<Constant> constants(Class<? extends ErrorCode> type) {
        List<Constant> constants = new ArrayList<>();
        for (Field field : type.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == type) {
                try {
                    constants.add(new Constant(field.getName(), (ErrorCode) field.get(null)));
                } catch (IllegalAccessException hidden) {
                    throw new IllegalStateException(field.toString(), hidden);
                }
            }
        }
        return constants;
    }

    /** The comment on a constant; its name in words where it has none. */
    private static String comment(String source, String constant) {
        Matcher matcher = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public static final \\w+ )?" + constant + "\\b",
                        Pattern.DOTALL)
                .matcher(source);
        if (!matcher.find()) {
            String words = constant.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
        }
        return matcher.group(1)
                .replaceAll("\\s*\\n\\s*\\* ?", " ")
                .replaceAll("\\{@(?:link|code)\\s+#?([^}]*)}", "`$1`")
                .replace("|", "\\|")
                .strip();
    }
}
