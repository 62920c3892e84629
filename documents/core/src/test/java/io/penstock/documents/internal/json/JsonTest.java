package io.penstock.documents.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.driver.CqlType.Scalar;
import io.penstock.documents.driver.UserTypeValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private static final CqlType.UserType PLACE = new CqlType.UserType(
            "place", List.of(new CqlColumn("name", Scalar.TEXT), new CqlColumn("number", Scalar.INT)), true);

    @Test
    void writes_parts_as_arrays_and_objects() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(1, List.of(1.5, Double.NaN));
        assertThat(JsonWriter.write(new CqlType.MapOf(Scalar.INT, new CqlType.ListOf(Scalar.DOUBLE, true), true), map))
                .isEqualTo("{\"1\": [1.5, \"NaN\"]}");
        assertThat(JsonWriter.write(PLACE, UserTypeValue.of(List.of("name", "number"), Arrays.asList("x", null))))
                .isEqualTo("{\"name\": \"x\", \"number\": null}");
        assertThat(JsonWriter.write(
                        List.of(new CqlColumn("a", Scalar.INT), new CqlColumn("b", Scalar.TEXT)),
                        Arrays.asList(1, null)))
                .isEqualTo("{\"a\": 1, \"b\": null}");
    }

    @Test
    void reads_numbers_in_strings_and_missing_members() {
        assertThat(JsonReader.read(Scalar.INT, " \"12\" ")).isEqualTo(12);
        assertThat(JsonReader.read(PLACE, "{ \"number\" : 3 }"))
                .isEqualTo(UserTypeValue.of(List.of("name", "number"), Arrays.asList(null, 3)));
        assertThat(JsonReader.read(new CqlType.SetOf(Scalar.BOOLEAN, false), "[true,false,true]"))
                .isEqualTo(Set.of(true, false));
        assertThat(JsonReader.read(Scalar.TEXT, "null")).isNull();
        assertThat(JsonReader.read(Scalar.TIMESTAMP, "\"2001-02-03T04:05:06Z\""))
                .isEqualTo(java.time.Instant.parse("2001-02-03T04:05:06Z"));
    }

    @Property(tries = 300)
    void reads_any_text_that_it_writes(@ForAll String text) {
        assertThat(JsonReader.read(Scalar.TEXT, JsonWriter.write(Scalar.TEXT, text)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "x"           | at character 13 ',' was expected
            {"other": 1}           | at character 10 type place has no such field
            {"number": x}          | at character 12 a value of type int was expected
            {"number": 99999999999} | at character 12 a value of type int was expected
            {"name": 1}            | at character 10 a value of type text was expected
            {"name": "\\x"}        | at character 12 there is no such escape
            {"name": "\\u12"}      | at character 13 an escape has no four hexadecimal digits
            {"name": "x"} y        | at character 15 something follows the value
            []                     | at character 1 '{' was expected
            """)
    void says_where_it_cannot_read(String text, String message) {
        assertThatThrownBy(() -> JsonReader.read(PLACE, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void never_looks_a_name_up_in_the_network() {
        assertThatThrownBy(() -> JsonReader.read(Scalar.INET, "\"localhost\""))
                .hasMessage("at character 1 a value of type inet was expected");
        assertThatThrownBy(() -> JsonReader.read(new CqlType.ListOf(Scalar.INT, false), "[1, null]"))
                .hasMessageEndingWith("collections hold no nulls");
    }
}
