package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Blocking;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.Unset;
import io.penstock.documents.driver.UserTypeValue;
import io.penstock.documents.value.CqlDuration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every CQL type, both ways, with its smallest and largest values, with nulls inside, and as null. */
public abstract class ValuesContract extends DriverSuite {
    private static final UUID VERSION_1 = UUID.fromString("50554d6e-29bb-11e5-b345-feff819cdc9f");
    private static final UUID VERSION_4 = UUID.fromString("123e4567-e89b-42d3-a456-426614174000");

    /** Column type → values that come back as they went. */
    private static Map<String, List<Object>> matrix() {
        Map<String, List<Object>> types = new LinkedHashMap<>();
        scalars(types);
        types.put("list<int>", List.of(List.of(3, 1, 3)));
        types.put("set<text>", List.of(Set.of("b", "a")));
        types.put("map<text, bigint>", List.of(Map.of("one", 1L, "two", 2L)));
        types.put("frozen<list<int>>", List.of(List.of(), List.of(1)));
        types.put("frozen<set<uuid>>", List.of(Set.of(), Set.of(VERSION_4)));
        types.put("frozen<map<int, text>>", List.of(Map.of(), Map.of(1, "")));
        types.put("list<frozen<list<int>>>", List.of(List.of(List.of(1, 2), List.of(), List.of(3))));
        types.put("map<text, frozen<set<int>>>", List.of(Map.of("none", Set.of(), "two", Set.of(1, 2))));
        types.put("set<frozen<map<int, frozen<list<text>>>>>", List.of(Set.of(Map.of(1, List.of("a")), Map.of())));
        types.put("tuple<int, text>", List.of(List.of(1, "one"), Arrays.asList(null, "two"), Arrays.asList(3, null)));
        types.put(
                "tuple<int, int, int, int, int, int, int, int, int, text>",
                List.of(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, "ten")));
        types.put(
                "list<frozen<tuple<text, frozen<list<int>>>>>",
                List.of(List.of(Arrays.asList("a", null), Arrays.asList(null, List.of(1)))));
        types.put("vector<float, 3>", List.of(List.of(1.5f, -0.0f, Float.MAX_VALUE)));
        types.put("vector<int, 2>", List.of(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE)));
        types.put("vector<double, 2>", List.of(List.of(0.1, Double.MIN_VALUE)));
        return types;
    }

    private static void scalars(Map<String, List<Object>> types) {
        types.put("ascii", List.of("", "plain"));
        types.put("text", List.of("", "é 𝄞 \u0000 '\""));
        types.put("varchar", List.of("same as text"));
        types.put("boolean", List.of(true, false));
        types.put("tinyint", List.of(Byte.MIN_VALUE, Byte.MAX_VALUE));
        types.put("smallint", List.of(Short.MIN_VALUE, Short.MAX_VALUE));
        types.put("int", List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE));
        types.put("bigint", List.of(Long.MIN_VALUE, Long.MAX_VALUE));
        types.put("varint", List.of(BigInteger.TWO.pow(300).negate(), BigInteger.ZERO));
        types.put("float", List.of(Float.NaN, -0.0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE));
        types.put("double", List.of(Double.NaN, -0.0, Double.POSITIVE_INFINITY, Double.MAX_VALUE));
        types.put(
                "decimal",
                List.of(
                        new BigDecimal("1.20"),
                        new BigDecimal("-1E+50"),
                        new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE)));
        types.put("blob", List.of(ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {0, -1, 127})));
        types.put("uuid", List.of(VERSION_4, new UUID(0, 0)));
        types.put("timeuuid", List.of(VERSION_1));
        types.put("inet", List.of(address("192.0.2.1"), address("2001:db8::1")));
        types.put(
                "timestamp",
                List.of(
                        Instant.ofEpochMilli(Long.MIN_VALUE),
                        Instant.parse("2001-02-03T04:05:06.789Z"),
                        Instant.ofEpochMilli(Long.MAX_VALUE)));
        types.put(
                "date",
                List.of(
                        LocalDate.ofEpochDay(Integer.MIN_VALUE),
                        LocalDate.EPOCH,
                        LocalDate.ofEpochDay(Integer.MAX_VALUE)));
        types.put("time", List.of(LocalTime.MIN, LocalTime.of(1, 2, 3, 4), LocalTime.MAX));
        types.put(
                "duration",
                List.of(
                        new CqlDuration(0, 0, 0),
                        new CqlDuration(1, 2, 3),
                        new CqlDuration(-14, -40, -1),
                        new CqlDuration(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE)));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    protected void createTables() {
        schema("CREATE TYPE " + keyspace() + ".place (street text, number int, tags frozen<set<text>>)");
        schema("CREATE TYPE " + keyspace() + ".trip (start frozen<place>, stops list<frozen<place>>)");
        StringBuilder columns = new StringBuilder();
        int column = 0;
        for (String type : matrix().keySet()) {
            columns.append(", c").append(column++).append(' ').append(type);
        }
        schema("CREATE TABLE " + keyspace() + ".matrix (id int PRIMARY KEY" + columns + ")");
        schema("CREATE TABLE " + keyspace()
                + ".places (id int PRIMARY KEY, one frozen<place>, open place, many list<frozen<place>>,"
                + " named map<text, frozen<place>>, trip frozen<trip>)");
        schema("CREATE TABLE " + keyspace() + ".texts (id int PRIMARY KEY, v vector<text, 2>)");
        schema("CREATE TABLE " + keyspace() + ".counts (id int PRIMARY KEY, hits counter)");
    }

    @TestFactory
    @Covers({"G-17", "D-23", "D-24"})
    Stream<DynamicTest> comes_back_as_it_went() {
        Map<String, List<Object>> types = matrix();
        List<String> names = List.copyOf(types.keySet());
        return names.stream()
                .map(type -> DynamicTest.dynamicTest(type, () -> {
                    String column = "c" + names.indexOf(type);
                    for (Object value : Objects.requireNonNull(types.get(type))) {
                        execute("INSERT INTO " + keyspace() + ".matrix (id, " + column + ") VALUES (?, ?)", 1, value);
                        assertThat(read("matrix", column, 1)).isEqualTo(value);
                    }
                    execute("INSERT INTO " + keyspace() + ".matrix (id, " + column + ") VALUES (?, ?)", 1, null);
                    assertThat(read("matrix", column, 1)).isNull();
                }));
    }

    private @Nullable Object read(String table, String column, int id) {
        CqlPage page = execute("SELECT id, " + column + " FROM " + keyspace() + "." + table + " WHERE id = ?", id);
        assertThat(page.rows()).hasSize(1);
        Object first = page.rows().getFirst().get(1);
        if (first instanceof ByteBuffer bytes) {
            // A reader that moves the position must not take the value from the next one.
            bytes.position(bytes.limit());
            return page.rows().getFirst().get(1);
        }
        return first;
    }

    @Test
    @Covers({"G-13", "D-23"})
    void a_user_defined_type_goes_by_field_names_alone_and_in_collections() {
        UserTypeValue full =
                UserTypeValue.of(List.of("number", "street", "tags"), List.of(7, "Main", Set.of("a", "b")));
        UserTypeValue bare = UserTypeValue.of(List.of("street"), List.of("Side"));
        UserTypeValue trip = UserTypeValue.of(List.of("stops", "start"), List.of(List.of(bare, full), full));
        expectOrRefuse(Capability.USER_TYPES, () -> {
            execute(
                    "INSERT INTO " + keyspace()
                            + ".places (id, one, open, many, named, trip) VALUES (?, ?, ?, ?, ?, ?)",
                    1,
                    full,
                    bare,
                    List.of(full, bare),
                    Map.of("home", full),
                    trip);
            checkFull(place(read("places", "one", 1)));
            assertThat(place(read("places", "open", 1)).get("street")).isEqualTo("Side");
            assertThat(place(read("places", "open", 1)).get("number")).isNull();
            List<?> many = (List<?>) Objects.requireNonNull(read("places", "many", 1));
            checkFull(place(many.get(0)));
            assertThat(place(many.get(1)).get("tags")).isNull();
            checkFull(place(((Map<?, ?>) Objects.requireNonNull(read("places", "named", 1))).get("home")));
            UserTypeValue nested = place(read("places", "trip", 1));
            checkFull(place(nested.get("start")));
            assertThat((List<?>) nested.get("stops")).hasSize(2);
        });
        refused(
                DocumentsError.WRONG_TYPE,
                () -> execute(
                        "INSERT INTO " + keyspace() + ".places (id, one) VALUES (?, ?)",
                        2,
                        UserTypeValue.of(List.of("stret"), List.of("x"))));
    }

    private static UserTypeValue place(@Nullable Object value) {
        return (UserTypeValue) Objects.requireNonNull(value);
    }

    private static void checkFull(UserTypeValue place) {
        assertThat(place.get("street")).isEqualTo("Main");
        assertThat(place.get("number")).isEqualTo(7);
        assertThat(place.get("tags")).isEqualTo(Set.of("a", "b"));
    }

    @Test
    @Covers({"D-11", "D-23"})
    void null_erases_unset_leaves_and_writes_no_tombstone() {
        String insert = "INSERT INTO " + keyspace() + ".matrix (id, c1) VALUES (?, ?)";
        execute(insert, 5, "one");
        expectOrRefuse(Capability.UNSET_VALUES, () -> {
            execute(insert, 5, Unset.INSTANCE);
            assertThat(read("matrix", "c1", 5)).isEqualTo("one");
        });
        execute(insert, 5, null);
        assertThat(read("matrix", "c1", 5)).isNull();
        expectOrRefuse(Capability.REQUEST_TRACING, () -> {
            execute(insert, 55, Unset.INSTANCE);
            readsWith(55, "and 0 tombstone cells");
            execute(insert, 55, null);
            readsWith(55, "and 1 tombstone cells");
        });
    }

    /** What the server recorded of reading a row says so; it records a little later than it answers. */
    private void readsWith(int id, String activity) {
        CqlPage page = execute(CqlStatement.of(
                extras(extras -> extras.withTracing(true)),
                "SELECT c1 FROM " + keyspace() + ".matrix WHERE id = ?",
                id));
        waitUntil(() -> {
            try {
                return Blocking.await(page.execution().trace()).events().stream()
                        .anyMatch(event -> event.activity().contains(activity));
            } catch (DocumentsException notYet) {
                return false;
            }
        });
    }

    @Test
    @Covers("D-23")
    void an_empty_collection_that_is_not_frozen_is_the_same_as_none() {
        String column = "c" + List.copyOf(matrix().keySet()).indexOf("list<int>");
        execute("INSERT INTO " + keyspace() + ".matrix (id, " + column + ") VALUES (?, ?)", 6, List.of());
        assertThat(read("matrix", column, 6)).isNull();
    }

    @Test
    @Covers("D-23")
    void a_value_of_no_bytes_does_not_become_a_number() {
        String column = "c" + List.copyOf(matrix().keySet()).indexOf("int");
        execute("INSERT INTO " + keyspace() + ".matrix (id, " + column + ") VALUES (7, blobAsInt(0x))");
        assertThat(read("matrix", column, 7)).isNull();
    }

    @Test
    @Covers("D-23")
    void values_that_their_type_cannot_hold_are_refused() {
        List<String> types = List.copyOf(matrix().keySet());
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "timeuuid",
                        VERSION_4,
                        "timestamp",
                        Instant.MAX,
                        "date",
                        LocalDate.MAX,
                        "tinyint",
                        300,
                        "int",
                        3L,
                        "vector<float, 3>",
                        List.of(1f))
                .entrySet()) {
            String insert =
                    "INSERT INTO " + keyspace() + ".matrix (id, c" + types.indexOf(wrong.getKey()) + ") VALUES (?, ?)";
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> execute(insert, 8, wrong.getValue()))
                    .as(wrong.getKey())
                    .isInstanceOfSatisfying(
                            io.penstock.documents.DocumentsException.class,
                            refused -> assertThat(refused.error())
                                    .isIn(DocumentsError.WRONG_TYPE, DocumentsError.INVALID_REQUEST));
        }
    }

    @Test
    @Covers({"D-23", "D-46"})
    void vectors_of_values_of_any_size_come_back_or_are_refused() {
        String insert = "INSERT INTO " + keyspace() + ".texts (id, v) VALUES (?, ?)";
        expectOrRefuse(Capability.VECTORS_OF_ANY, () -> {
            execute(insert, 1, List.of("one", "a longer text"));
            assertThat(read("texts", "v", 1)).isEqualTo(List.of("one", "a longer text"));
        });
        if (!driver().capabilities().contains(Capability.VECTORS_OF_ANY)) {
            execute("INSERT INTO " + keyspace() + ".texts (id, v) VALUES (2, ['a', 'b'])");
            refused(DocumentsError.UNSUPPORTED, () -> read("texts", "v", 2));
        }
    }

    @Test
    @Covers("G-17")
    void a_counter_is_read_as_a_number() {
        execute("UPDATE " + keyspace() + ".counts SET hits = hits + ? WHERE id = ?", 5L, 1);
        assertThat(read("counts", "hits", 1)).isEqualTo(5L);
    }
}
