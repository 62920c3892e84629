package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.Filter;
import io.penstock.documents.Frozen;
import io.penstock.documents.Indexed;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.Table;
import io.penstock.documents.column.Columns;
import io.penstock.documents.column.IndexedColumn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/** Rows found by an index alone, without their partition key and without filtering. Subclass it with the driver. */
public abstract class IndexContract extends DocumentsContract {
    /** A book, by which there are plain indexes on whatever they can be on. */
    @Table("contract_books")
    public record Book(
            @PartitionKey int shelf,
            @ClusteringKey int number,
            @Indexed @Nullable String author,
            @Indexed(name = "Books_By_Year") int year,
            @Indexed Set<String> tags,

            @Indexed(on = Indexed.On.KEYS) @Indexed(on = Indexed.On.ENTRIES)
            Map<String, Integer> stars,

            @Indexed Map<String, Integer> prices,
            @Frozen @Indexed(on = Indexed.On.FULL) List<Integer> place) {}

    /** A film, with storage-attached indexes. */
    @Table("contract_films")
    public record Film(
            @PartitionKey int id,
            @Indexed(kind = Indexed.Kind.SAI) String title,
            @Indexed(kind = Indexed.Kind.SAI) int minutes,
            @Indexed(kind = Indexed.Kind.SAI) Set<String> tags,

            @Indexed(kind = Indexed.Kind.SAI, on = Indexed.On.KEYS)
            Map<String, String> roles,

            @Indexed(kind = Indexed.Kind.SAI, on = Indexed.On.ENTRIES)
            Map<String, Integer> stars,

            @Indexed(kind = Indexed.Kind.SAI) Map<String, Integer> prices) {}

    /** A song, whose index matches patterns on servers that have such indexes switched on. */
    @Table("contract_songs")
    public record Song(
            @PartitionKey int id,

            @Indexed(kind = Indexed.Kind.CUSTOM, using = "org.apache.cassandra.index.sasi.SASIIndex")
            String title) {}

    /** A play, by an index that no server has. */
    @Table("contract_plays")
    public record Play(
            @PartitionKey int id,

            @Indexed(kind = Indexed.Kind.CUSTOM, using = "com.example.NoSuchIndex")
            String title) {}

    private static final IndexedColumn<Book, String> AUTHOR = Columns.indexed(Book.class, "author");
    private static final IndexedColumn<Book, Integer> YEAR = Columns.indexed(Book.class, "year");
    private static final IndexedColumn<Film, Integer> MINUTES = Columns.indexed(Film.class, "minutes");

    @BeforeAll
    void fillTables() {
        session().schema().create(Book.class, Film.class);
        session()
                .repository(Book.class)
                .saveAll(List.of(
                        new Book(1, 1, "ann", 1999, Set.of("a", "b"), Map.of("x", 1), Map.of("de", 10), List.of(1, 2)),
                        new Book(1, 2, "bob", 1999, Set.of("b"), Map.of("y", 1), Map.of("fr", 10), List.of(2, 1)),
                        new Book(2, 1, "ann", 2001, Set.of("c"), Map.of("x", 2), Map.of("de", 20), List.of()),
                        new Book(2, 2, null, 2002, Set.of(), Map.of(), Map.of(), List.of(3))));
        session()
                .repository(Film.class)
                .saveAll(List.of(
                        new Film(1, "Rain", 90, Set.of("a"), Map.of("ann", "Eve"), Map.of("x", 1), Map.of("de", 7)),
                        new Film(2, "Rails", 120, Set.of("a", "b"), Map.of("bob", "Al"), Map.of("x", 2), Map.of()),
                        new Film(3, "Snow", 150, Set.of(), Map.of("ann", "Al"), Map.of("y", 2), Map.of("fr", 7))));
    }

    private static <E> List<Integer> found(Repository<E> repository, Query<? super E> query, Function<E, Integer> id) {
        return repository.find(query).stream().map(id).sorted().toList();
    }

    private List<Integer> books(Calls calls, Query<? super Book> query) {
        return found(repository(Book.class, calls), query, book -> book.shelf() * 10 + book.number());
    }

    private List<Integer> films(Calls calls, Query<? super Film> query) {
        return found(repository(Film.class, calls), query, Film::id);
    }

    @BlockingAndAsync
    void plain_indexes_find_rows_by_a_value(Calls calls) {
        assertThat(books(calls, Query.where(AUTHOR.eq("ann")))).containsExactly(11, 21);
        assertThat(books(calls, Query.where(AUTHOR.eq("eve")))).isEmpty();
        assertThat(books(calls, Query.where("shelf", 2).and(AUTHOR.eq("ann")))).containsExactly(21);
        assertThat(repository(Book.class, calls).count(Query.where(AUTHOR.eq("ann"))))
                .isEqualTo(2);
        refused(
                DocumentsError.INVALID_QUERY,
                () -> books(calls, Query.where(AUTHOR.eq("ann")).and(YEAR.eq(1999))),
                "of which only one is used");
    }

    @BlockingAndAsync
    void an_index_with_a_name_of_its_own_finds_rows(Calls calls) {
        assertThat(session().schema().table("contract_books").orElseThrow().indexes())
                .anySatisfy(index -> assertThat(index.name()).isEqualTo("Books_By_Year"));
        assertThat(books(calls, Query.where(YEAR.eq(1999)))).containsExactly(11, 12);
    }

    @BlockingAndAsync
    void plain_indexes_find_rows_by_what_collections_hold(Calls calls) {
        assertThat(books(calls, Query.where(Filter.contains("tags", "b")))).containsExactly(11, 12);
        assertThat(books(calls, Query.where(Filter.containsKey("stars", "x")))).containsExactly(11, 21);
        assertThat(books(calls, Query.where(Filter.entry("stars", "x", 2)))).containsExactly(21);
        assertThat(books(calls, Query.where(Filter.contains("prices", 10)))).containsExactly(11, 12);
        assertThat(books(calls, Query.where("place", List.of(2, 1)))).containsExactly(12);
        refused(
                DocumentsError.INVALID_QUERY,
                () -> books(calls, Query.where(Filter.containsKey("prices", "de"))),
                "'prices' is no part of the key");
        refused(
                DocumentsError.INVALID_QUERY,
                () -> books(calls, Query.where(Filter.entry("prices", "de", 10))),
                "'prices' is no part of the key");
    }

    @BlockingAndAsync
    void storage_attached_indexes_find_ranges_and_work_together(Calls calls) {
        assertThat(films(calls, Query.where("title", "Rain"))).containsExactly(1);
        assertThat(films(calls, Query.where(MINUTES.gt(90)))).containsExactly(2, 3);
        assertThat(films(calls, Query.where(MINUTES.gte(90)).and(MINUTES.lt(150))))
                .containsExactly(1, 2);
        assertThat(films(
                        calls,
                        Query.where(MINUTES.gte(100))
                                .and(Filter.contains("tags", "a"))
                                .and("title", "Rails")))
                .containsExactly(2);
    }

    @BlockingAndAsync
    void storage_attached_indexes_find_rows_by_what_collections_hold(Calls calls) {
        assertThat(films(calls, Query.where(Filter.contains("tags", "a")))).containsExactly(1, 2);
        assertThat(films(calls, Query.where(Filter.containsKey("roles", "ann"))))
                .containsExactly(1, 3);
        assertThat(films(calls, Query.where(Filter.entry("stars", "x", 2)))).containsExactly(2);
        assertThat(films(calls, Query.where(Filter.contains("prices", 7)))).containsExactly(1, 3);
    }

    @BlockingAndAsync
    void patterns_need_an_index_for_them_which_this_server_does_not_make(Calls calls) {
        refused(
                DocumentsError.INVALID_QUERY,
                () -> films(calls, Query.where(Filter.like("title", "Rai%"))),
                "'title' has no index that matches patterns");
        refused(
                DocumentsError.INVALID_REQUEST,
                () -> session().schema().create(Song.class),
                "the server refuses the statement: SASI indexes are disabled");
        // What the model promises and the database lacks is the server's to refuse.
        refused(
                DocumentsError.INVALID_REQUEST,
                () -> repository(Song.class, calls).find(Query.where(Filter.like("title", "Rai%"))),
                "the server refuses the statement: ");
    }

    @BlockingAndAsync
    void an_index_whose_class_the_server_lacks_is_refused_by_it(Calls calls) {
        refused(
                DocumentsError.INVALID_REQUEST,
                () -> calls.of(io.penstock.documents.Schema.class, session().schema())
                        .create(Play.class),
                "com.example.NoSuchIndex");
        assertThat(session().schema().table("contract_plays").orElseThrow().indexes())
                .isEmpty();
    }
}
