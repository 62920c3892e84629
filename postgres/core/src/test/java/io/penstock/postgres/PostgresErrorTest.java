package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Position;
import io.penstock.Who;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresErrorTest {

    @ParameterizedTest
    @CsvSource({
        "08006, OUTSIDE, true",
        "08P01, OUTSIDE, false",
        "22P02, CALLER, false",
        "23505, CALLER, false",
        "25006, CALLER, false",
        "28P01, CALLER, false",
        "40001, OUTSIDE, true",
        "40P01, OUTSIDE, true",
        "40002, OUTSIDE, false",
        "42601, CALLER, false",
        "53300, LIMIT, true",
        "55P03, OUTSIDE, true",
        "57014, CANCELLED, false",
        "57P01, OUTSIDE, true",
        "57P03, OUTSIDE, true",
        "57P04, OUTSIDE, false",
        "XX000, OUTSIDE, false"
    })
    void says_who_must_act_and_whether_to_try_again(String sqlState, Who who, boolean again) {
        PostgresError error = PostgresError.of(sqlState);

        assertThat(error.who()).isEqualTo(who);
        assertThat(error.isTransient()).isEqualTo(again);
        assertThat(error.code()).isEqualTo(sqlState);
    }

    @Test
    void codes_are_equal_by_sqlstate() {
        assertThat(PostgresError.of("08006")).isEqualTo(PostgresError.CONNECTION_LOST);
        assertThat(PostgresError.of("23505")).isEqualTo(PostgresError.UNIQUE_VIOLATION);
    }

    @Test
    void a_copy_keeps_all_fields_and_has_the_original_as_its_cause() {
        ServerReport report = new ServerReport(
                "ERROR",
                "23505",
                "duplicate key",
                Optional.of("Key (id)=(42) already exists."),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("orders_pkey"));
        PostgresException original = new PostgresException(
                PostgresError.UNIQUE_VIOLATION, "duplicate key", new Position(1, 2), report, null);

        PostgresException copy = original.copy();

        assertThat(copy.sqlState()).isEqualTo("23505");
        assertThat(copy.position()).contains(new Position(1, 2));
        assertThat(copy.report()).contains(report);
        assertThat(copy).hasCause(original).hasMessage("duplicate key");
        assertThat(report.toString()).doesNotContain("42)");
    }
}
