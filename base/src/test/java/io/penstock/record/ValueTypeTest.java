package io.penstock.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ValueTypeTest {
    /** Every row of the table; a change here changes what stored data means. */
    private static final String TABLE = """
            BOOLEAN    boolean    boolean                   BOOLEAN
            TINYINT    tinyint    smallint                  TINYINT
            SMALLINT   smallint   smallint                  SMALLINT
            INT        int        integer                   INTEGER
            BIGINT     bigint     bigint                    BIGINT
            VARINT     varint     numeric                   DECIMAL(38, 0)
            FLOAT      float      real                      REAL
            DOUBLE     double     double precision          DOUBLE
            DECIMAL    decimal    numeric                   DECIMAL(38, 9)
            TEXT       text       text                      VARCHAR
            BYTES      blob       bytea                     VARBINARY
            UUID       uuid       uuid                      VARCHAR
            DATE       date       date                      DATE
            TIME       time       time                      TIME
            TIMESTAMP  timestamp  timestamp with time zone  TIMESTAMP
            INET       inet       inet                      -
            LIST       list       -                         ARRAY
            SET        set        -                         -
            MAP        map        -                         MAP
            RECORD     frozen     -                         ROW
            """;

    enum Weather {
        FAIR
    }

    record Place(String city) {}

    record Kinds(
            Optional<Integer> maybe,
            OptionalLong maybeLong,
            List<String> names,
            Weather weather,
            Place place,
            byte[] raw,
            Object anything,
            char letter,
            int[] numbers) {}

    @Test
    void is_the_table_that_is_written_down() {
        String rendered = Arrays.stream(ValueType.values())
                .map(type -> "%-10s %-10s %-25s %s"
                        .formatted(
                                type.name(),
                                type.cqlName(),
                                type.postgresName().orElse("-"),
                                type.streamName().orElse("-")))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(rendered).isEqualTo(TABLE);
    }

    @Test
    void sees_through_optional_and_takes_enums_for_text_and_records_for_rows() {
        assertThat(typeOf("maybe")).contains(ValueType.INT);
        assertThat(typeOf("maybeLong")).contains(ValueType.BIGINT);
        assertThat(typeOf("names")).contains(ValueType.LIST);
        assertThat(typeOf("weather")).contains(ValueType.TEXT);
        assertThat(typeOf("place")).contains(ValueType.RECORD);
        assertThat(typeOf("raw")).contains(ValueType.BYTES);
    }

    @Test
    void has_no_row_for_what_no_engine_stores() {
        assertThat(typeOf("anything")).isEmpty();
        assertThat(typeOf("letter")).isEmpty();
        assertThat(typeOf("numbers")).isEmpty();
    }

    private static Optional<ValueType> typeOf(String component) {
        return Arrays.stream(Kinds.class.getRecordComponents())
                .filter(candidate -> candidate.getName().equals(component))
                .findFirst()
                .flatMap(found -> ValueType.of(found.getGenericType()));
    }
}
