package io.penstock.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {
    @Test
    void alignsNumbersToTheRightAndTextToTheLeft() {
        assertThat(TextTable.lines(
                        List.of("city", "flights"), List.of(List.of("Bay Springs", "7"), List.of("Troy", "1,250"))))
                .containsExactly(
                        "city         flights", "────────────────────", "Bay Springs        7", "Troy           1,250");
    }

    @Test
    void aNullAmongNumbersKeepsTheColumnNumeric() {
        assertThat(TextTable.lines(List.of("n"), List.of(List.of("-1.5e10"), List.of("NULL"))))
                .containsExactly("n".indent(6).stripTrailing(), "───────", "-1.5e10", "   NULL");
    }

    @Test
    void aValueCannotDrawOnTheScreen() {
        assertThat(TextTable.lines(List.of("text"), List.of(List.of("a\u001b[2Jb\nc"))))
                .last()
                .isEqualTo("a\\u001b[2Jb\\nc");
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(TextTable.lines(List.of("text"), List.of(List.of("x".repeat(200)))))
                .last()
                .asString()
                .hasSize(TextTable.CELL_MAX)
                .endsWith("x…");
    }

    @Test
    void aTableWithoutRowsIsItsHeader() {
        assertThat(TextTable.lines(List.of("a", "b"), List.of())).containsExactly("a  b", "────");
    }
}
