package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementShapeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "INSERT INTO s1 VALUES ('it''s', -1.5e-3, 0x1F) | INSERT INTO s1 VALUES (??, -?, ?)",
                "SELECT \"a'1\", `b 2` FROM t3 | SELECT \"a'1\", `b 2` FROM t3",
                "SELECT 1 /* 'x' 5 */ + a2b FROM x WHERE y>7 | SELECT ?   + a2b FROM x WHERE y>?",
                "SELECT 'open | SELECT ?",
                "SELECT a -- 'x' 5 | SELECT a",
            })
    void constants_become_marks(String sql, String shape) {
        assertThat(StatementShape.of(sql).strip()).isEqualTo(shape);
    }
}
