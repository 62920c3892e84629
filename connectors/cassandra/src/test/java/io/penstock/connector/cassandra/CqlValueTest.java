package io.penstock.connector.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.driver.CqlType;
import io.penstock.stream.data.DataType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CqlValueTest {
    @Test
    void collections_hold_no_null() {
        CqlValue list = CqlValue.of(
                        new DataType.Array(DataType.INTEGER), new CqlType.ListOf(CqlType.Scalar.INT, false), false)
                .orElseThrow();
        CqlValue map = CqlValue.of(
                        new DataType.MapOf(DataType.VARCHAR, DataType.INTEGER),
                        new CqlType.MapOf(CqlType.Scalar.TEXT, CqlType.Scalar.INT, false),
                        false)
                .orElseThrow();
        assertThat(list.of(List.of(1, 2))).isEqualTo(List.of(1, 2));
        assertThatThrownBy(() -> list.of(Arrays.asList(1, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a part of it is NULL");
        assertThatThrownBy(() -> map.of(Collections.singletonMap("a", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a part of it is NULL");
    }
}
