package io.penstock.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SinkColumnTest {
    private static final Instant MILLIS = Instant.parse("2001-01-01T12:00:00.123Z");
    private static final Instant MICROS = Instant.parse("2001-01-01T12:00:00.123456Z");

    private static Object sent(DataType from, String type, Object value) {
        return SinkColumn.of(Field.of("at", from), new Table.Column("at", type, false, false, false))
                .orElseThrow()
                .convert()
                .of(value);
    }

    @ParameterizedTest
    @CsvSource({"timestamp with time zone", "timestamp(6) with time zone"})
    void microseconds_fit_where_the_column_keeps_them(String type) {
        assertThat(sent(DataType.TIMESTAMP, type, MICROS)).isEqualTo(MICROS);
    }

    @Test
    void a_value_that_the_server_would_round_is_refused() {
        assertThat(sent(DataType.TIMESTAMP, "timestamp(3) with time zone", MILLIS))
                .isEqualTo(MILLIS);
        assertThat(sent(DataType.TIMESTAMP, "timestamp(3) without time zone", MILLIS))
                .isEqualTo(LocalDateTime.parse("2001-01-01T12:00:00.123"));
        assertThat(sent(DataType.TIME, "time(0) without time zone", LocalTime.NOON))
                .isEqualTo(LocalTime.NOON);
        for (String type : new String[] {"timestamp(3) with time zone", "timestamp(3) without time zone"}) {
            assertThatThrownBy(() -> sent(DataType.TIMESTAMP, type, MICROS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is finer than the column, which has 3 digits of a second");
        }
        assertThatThrownBy(() -> sent(DataType.TIME, "time(0) without time zone", LocalTime.of(1, 2, 3, 500_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 0 digits of a second");
    }
}
