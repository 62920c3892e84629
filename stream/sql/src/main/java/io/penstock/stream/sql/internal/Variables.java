package io.penstock.stream.sql.internal;

import io.penstock.stream.sql.Catalog;
import io.penstock.stream.sql.SqlError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNode;

/**
 * <code>${NAME}</code> in the values of options. The statement's text keeps the name; only what is handed to a
 * connection has the value.
 */
record Variables(Catalog catalog, Problems problems) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    /** Whether a text is one variable and nothing else. */
    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** The text with the variables' values in place of their names. */
    String substituted(String text, SqlNode at) {
        StringBuilder out = new StringBuilder();
        Matcher reference = REFERENCE.matcher(text);
        int from = 0;
        while (reference.find()) {
            out.append(plain(text.substring(from, reference.start()), at)).append(value(reference.group(1), at));
            from = reference.end();
        }
        return out.append(plain(text.substring(from), at)).toString();
    }

    private String plain(String text, SqlNode at) {
        if (text.contains("${")) {
            throw problems.at(
                    at, SqlError.VARIABLE, "'${' begins a variable, which is a name in braces such as '${TABLE}'");
        }
        return text;
    }

    private String value(String name, SqlNode at) {
        Optional<String> value = catalog.variable(name);
        return value.orElseThrow(() -> problems.at(
                at,
                SqlError.VARIABLE,
                "the variable '" + name + "' has no value; give it to the database with"
                        + " Database.builder().variables(…), or set it in the environment of the command line"));
    }
}
