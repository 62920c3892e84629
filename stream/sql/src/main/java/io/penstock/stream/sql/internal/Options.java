package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.PenstockException;
import io.penstock.stream.sql.SqlError;
import io.penstock.stream.sql.internal.tree.Ddl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** A WITH clause being read: options are taken one by one, and what is left can be handed on or refused. */
final class Options {
    private static final Pattern SECRET = Pattern.compile(
            ".*(password|passwd|secret|token|credential|api[._-]?key|access[._-]?key|private[._-]?key).*");

    private final Problems problems;
    private final SqlParserPos statement;
    private final Variables variables;
    private final Map<String, Ddl.Option> left = new LinkedHashMap<>();

    Options(Ddl.Options options, SqlParserPos statement, Variables variables) {
        this.problems = variables.problems();
        this.variables = variables;
        this.statement = statement;
        for (Ddl.Option option : options.options()) {
            String key = key(option);
            boolean secret = SECRET.matcher(key.toLowerCase(Locale.ROOT)).matches();
            if (secret && !Variables.isReference(text(option.value()))) {
                throw problems.at(
                        option.key(),
                        SqlError.OPTION,
                        "'" + key + "' would put a secret into SQL, where logs and SHOW CREATE keep it; write '${NAME}'"
                                + " and give the variable to the database, or give the credentials to a connection of"
                                + " the application and name it with connection = '…'");
            }
            if (left.putIfAbsent(key, option) != null) {
                throw problems.at(option.key(), SqlError.OPTION, "the option '" + key + "' is there twice");
            }
        }
    }

    private static String key(Ddl.Option option) {
        return option.key() instanceof SqlIdentifier name ? String.join(".", name.names) : text(option.key());
    }

    private static String text(SqlNode node) {
        return node instanceof SqlCharStringLiteral text ? String.valueOf(text.toValue()) : node.toString();
    }

    private String value(Ddl.Option option) {
        return variables.substituted(text(option.value()), option.value());
    }

    /** Takes an option that may be absent. */
    Optional<String> take(String key) {
        return Optional.ofNullable(left.remove(key)).map(this::value);
    }

    /** Where an option's value stands, before it is taken. */
    @Nullable
    SqlNode at(String key) {
        Ddl.Option option = left.get(key);
        return option == null ? null : option.value();
    }

    /** Takes an option that must be there. */
    String require(String key, String meaning) {
        Optional<String> value = take(key);
        if (value.isPresent() && !value.get().isBlank()) {
            return value.get();
        }
        Optional<String> near = Nearest.to(key, left.keySet());
        Ddl.Option misspelt = near.map(left::get).orElse(null);
        if (misspelt != null) {
            throw problems.at(
                    misspelt.key(),
                    SqlError.OPTION,
                    "there is no option '" + near.get() + "'; did you mean '" + key + "'?");
        }
        throw problems.at(
                statement, SqlError.OPTION, "the option " + key + " is missing: WITH (" + key + " = '…') " + meaning);
    }

    /** Takes the name of a connection that the application has registered. */
    String connection(Set<String> known) {
        SqlNode at = at("connection");
        String name = require("connection", "names a connection of the application" + have(known));
        if (at != null && !known.contains(name)) {
            String hint = Nearest.hint(name, known);
            throw problems.at(
                    at,
                    SqlError.OPTION,
                    "there is no connection '" + name + "'" + (hint.isEmpty() ? have(known) : hint));
        }
        return name;
    }

    private static String have(Set<String> known) {
        return known.isEmpty()
                ? "; the application has registered none: Database.builder().connection(name, …) does"
                : "; there are " + Names.list(known);
    }

    /** What has not been taken. */
    Map<String, String> rest() {
        Map<String, String> rest = new LinkedHashMap<>();
        left.forEach((key, option) -> rest.put(key, value(option)));
        return Collections.unmodifiableMap(rest);
    }

    /** What has not been taken, all of which must be known. */
    Map<String, String> rest(Set<String> known) {
        for (Map.Entry<String, Ddl.Option> option : left.entrySet()) {
            if (!known.contains(option.getKey())) {
                throw unknown(option.getKey(), option.getValue(), known);
            }
        }
        return rest();
    }

    private PenstockException unknown(String key, Ddl.Option option, Set<String> known) {
        String hint = Nearest.hint(key, known);
        String there = known.isEmpty() ? "; it takes none" : "; there are " + Names.list(known);
        return problems.at(
                option.key(),
                SqlError.OPTION,
                "there is no option '" + key + "' here" + (hint.isEmpty() ? there : hint));
    }

    /** A list of names in one text: {@code 'a, b'}. */
    static List<String> names(String text) {
        return List.of(text.split(",", -1)).stream().map(String::strip).toList();
    }

    /** Names as a set in order, for messages. */
    static Set<String> sorted(List<String> names) {
        return new TreeSet<>(names);
    }
}
