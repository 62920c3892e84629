package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.RowWriter;
import io.penstock.documents.Table;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Making and checking tables, and writing rows by column names, proved on a real database. */
public abstract class SchemaContract extends DocumentsContract {
    private static final Instant MIDNIGHT = Instant.parse("2001-01-01T00:00:00Z");

    /** A part of a column. */
    public record Place(String street, Set<String> tags) {}

    /** A table with one of everything that a schema has. */
    @Table(value = "Visits", defaultTtlSeconds = 3_600)
    public record Visit(
            @PartitionKey String who,
            @PartitionKey(1) int year,
            @ClusteringKey(descending = true) Instant at,
            @ClusteringKey(1) List<Integer> path,
            Place place,
            Optional<String> set) {}

    /** What the table of another class does not fit. */
    @Table("Visits")
    public record OtherVisit(
            @PartitionKey String who, @ClusteringKey int year, Instant at, long more) {}

    /** A table that only the writer knows. */
    @Table("delays")
    public record Delay(
            @PartitionKey String origin, @ClusteringKey Instant windowStart, long flights, Double average) {}

    @Test
    void makes_what_fits_and_makes_it_only_once() {
        session().schema().create(Visit.class);
        session().schema().create(Visit.class);
        assertThat(session().schema().check(Visit.class)).isEmpty();
        TableDescription table = session().schema().table("Visits").orElseThrow();
        assertThat(table.columns())
                .extracting(column -> column.name() + " " + column.type().cql() + " " + column.role())
                .containsExactly(
                        "who text partition key 0",
                        "year int partition key 1",
                        "at timestamp clustering key 0 descending",
                        "path frozen<list<int>> clustering key 1",
                        "place frozen<place> regular column",
                        "set text regular column");
        Visit visit = new Visit("ann", 2001, MIDNIGHT, List.of(1, 2), new Place("Main", Set.of("a")), Optional.of("x"));
        session().repository(Visit.class).save(visit);
        assertThat(session().repository(Visit.class).get("ann", 2001, MIDNIGHT, List.of(1, 2)))
                .contains(visit);
    }

    @Test
    void a_table_that_does_not_fit_is_refused_with_every_difference() {
        session().schema().create(Visit.class);
        assertThat(session().schema().check(OtherVisit.class))
                .extracting(SchemaDifference::sentence)
                .containsExactlyInAnyOrder(
                        "table 'Visits': column 'year' is a partition key 1, the class expects a clustering key 0",
                        "table 'Visits': column 'at' is a clustering key 0 descending, the class expects a regular"
                                + " column",
                        "table 'Visits': column 'more' does not exist; the class expects it with type bigint",
                        "table 'Visits': column 'path' is a clustering key 1 of the table, but the class has no such"
                                + " component",
                        "table 'Visits': option default_time_to_live is 3600, the class expects 0");
        assertThatThrownBy(() -> session().schema().create(OtherVisit.class))
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(DocumentsError.SCHEMA_MISMATCH))
                .hasMessageStartingWith(
                        "keyspace '" + session().keyspace()
                                + "' exists, but does not fit " + OtherVisit.class.getName()
                                + ": table 'Visits': column 'year' is a partition key 1, the class expects a clustering key 0; ");
    }

    @Test
    void what_does_not_exist_is_named_with_the_nearest_right_name() {
        session().schema().create(Delay.class);
        assertThat(session().schema().table("no_such_table")).isEmpty();
        refused(
                () -> session().rowWriter("delay", List.of("origin")),
                DocumentsError.UNKNOWN_TABLE,
                "table 'delay' does not exist in keyspace '" + session().keyspace() + "'; did you mean 'delays'?");
        refused(
                () -> session().rowWriter("delays", List.of("origin", "window_strat")),
                DocumentsError.UNKNOWN_COLUMN,
                "table 'delays' has no column 'window_strat'; did you mean 'window_start'?");
        Documents documents = documents();
        refused(
                () -> documents
                        .session(session().keyspace() + "x")
                        .repository(Delay.class)
                        .findAll(),
                DocumentsError.UNKNOWN_KEYSPACE,
                "keyspace '" + session().keyspace() + "x' does not exist; did you mean '"
                        + session().keyspace() + "'?");
        refused(
                () -> session()
                        .execute(CqlStatement.of(
                                "SELECT nope FROM " + session().keyspace() + ".delays WHERE origin = ?", "x")),
                DocumentsError.UNKNOWN_COLUMN,
                "the server refuses the statement: Undefined column name nope");
        refused(
                () -> session().execute(CqlStatement.of("SELEC nope")),
                DocumentsError.INVALID_REQUEST,
                "the server refuses the statement: line 1:0");
    }

    private List<@Nullable Object> delayOf(String origin) {
        CqlRow row = session()
                .execute(CqlStatement.of(
                        "SELECT flights, average FROM " + session().keyspace() + ".delays WHERE origin = ?", origin))
                .rows()
                .getFirst();
        return Arrays.asList(row.get(0), row.get(1));
    }

    @Test
    void rows_are_written_and_deleted_by_column_names() {
        session().schema().create(Delay.class);
        List<String> columns = List.of("average", "flights", "origin", "window_start");
        RowWriter writer = session().rowWriter("delays", columns);
        RowWriter erasing =
                session().rowWriter("delays", columns, WriteOptions.DEFAULT.withNulls(WriteOptions.Nulls.ERASE));
        assertThat(writer.keyColumns()).extracting(TableColumn::name).containsExactly("origin", "window_start");
        writer.upsert(1.5, 2L, "DTW", MIDNIGHT).join();
        writer.upsert(null, 3L, "DTW", MIDNIGHT).join();
        assertThat(delayOf("DTW")).containsExactly(3L, 1.5);
        erasing.upsert(null, 4L, "DTW", MIDNIGHT).join();
        assertThat(delayOf("DTW")).containsExactly(4L, null);
        writer.delete("DTW", MIDNIGHT).join();
        assertThat(session().repository(Delay.class).findAll()).isEmpty();
    }

    @Test
    void a_writer_checks_its_columns_and_values() {
        session().schema().create(Delay.class);
        refused(
                () -> session().rowWriter("delays", List.of("origin", "flights")),
                DocumentsError.INVALID_QUERY,
                "column 'window_start' is a clustering key 0 of table 'delays', but is not among the columns to write"
                        + " [origin, flights]");
        RowWriter writer = session().rowWriter("delays", List.of("origin", "window_start", "flights"));
        assertThat(writer.upsert("DTW", MIDNIGHT, 1))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .havingCause()
                .withMessage("column 'flights' of table 'delays' has type bigint and takes java.lang.Long, got"
                        + " java.lang.Integer");
        assertThat(writer.upsert("DTW", null, 1L))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .havingCause()
                .withMessage("column 'window_start' of table 'delays' is a clustering key 0 and must have a value, but"
                        + " got null");
        assertThat(writer.upsert("DTW"))
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .havingCause()
                .withMessage("table 'delays': expected 3 values for [origin, window_start, flights], got 1");
    }

    private static void refused(Runnable action, DocumentsError error, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        failed -> assertThat(failed.error()).isEqualTo(error))
                .hasMessageStartingWith(message);
    }
}
