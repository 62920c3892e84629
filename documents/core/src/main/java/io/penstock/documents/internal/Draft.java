package io.penstock.documents.internal;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as it is written: text, and a value for each marker in it. Confined to one call. */
final class Draft {
    /** What most statements need; growing to it would copy the text several times. */
    private static final int CHARACTERS = 256;

    private final StringBuilder cql = new StringBuilder(CHARACTERS);
    private final List<@Nullable Object> values = new ArrayList<>();

    Draft(String beginning) {
        cql.append(beginning);
    }

    /** A statement that goes on after one that is written, with the values of its markers. */
    Draft(String beginning, @Nullable Object[] values) {
        this(beginning);
        this.values.addAll(Arrays.asList(values));
    }

    Draft text(String text) {
        cql.append(text);
        return this;
    }

    /** A column's name, quoted where it must be. */
    Draft name(EntityColumn column) {
        cql.append(CqlNames.quoted(column.name()));
        return this;
    }

    /** A marker and its value. */
    Draft bind(@Nullable Object value) {
        cql.append('?');
        values.add(value);
        return this;
    }

    CqlStatement statement(RequestOptions run) {
        return CqlStatement.of(run, cql.toString(), values.toArray());
    }
}
