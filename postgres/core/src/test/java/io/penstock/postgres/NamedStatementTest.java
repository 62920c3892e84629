package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedStatementTest {
    @Test
    void names_become_numbers_and_a_name_that_comes_again_keeps_its_own() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", 7);
        values.put("größe", null);

        Statement statement = Statement.named("SELECT :id, :größe::int, t.a[1:2] WHERE x=:id;", values);

        assertThat(statement.sql()).isEqualTo("SELECT $1, $2::int, t.a[1:2] WHERE x=$1;");
        assertThat(statement.args()).isEqualTo(Arrays.asList(7, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ':no', 'it''s :no', E'\\':no', \":no\"",
                "SELECT E'it''s a \\' :no', 1",
                "SELECT 1 -- :no",
                "SELECT 1 -- :no\n + 2",
                "SELECT /* :no /* :no */ :no */ 1",
                "SELECT $$ :no $$, $a_1$ :no $$ :no $a_1$",
                "SELECT a::no, b[x:no], c[f(1):no], :: no, a := b, 1:2",
                "SELECT 'unterminated :no",
                "SELECT $1, col$a$:no",
            })
    void a_colon_elsewhere_is_left_alone(String sql) {
        assertThat(Statement.named(sql, Map.of()).sql()).isEqualTo(sql);
    }

    @Test
    void what_is_missing_or_too_much_is_told() {
        assertThatThrownBy(() -> Statement.named("SELECT :costumer", Map.of("customer", 1)))
                .hasMessage(
                        "the statement has :costumer, and no value of that name is given; did you mean 'customer'?");
        assertThatThrownBy(() -> Statement.named("SELECT :a", Map.of("a", 1, "b", 2)))
                .hasMessageStartingWith("a value 'b' is given, and the statement has no :b");
    }
}
