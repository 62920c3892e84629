package io.penstock.documents.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CqlTypeTest {
    private static CqlType parse(String text) {
        return CqlType.parse(text, name -> new CqlType.UserType(name, List.of(), false));
    }

    @Test
    void reads_types_as_the_system_tables_spell_them() {
        assertThat(parse("frozen<map<text, frozen<list<int>>>>"))
                .isEqualTo(new CqlType.MapOf(CqlType.Scalar.TEXT, new CqlType.ListOf(CqlType.Scalar.INT, true), true));
        assertThat(parse("frozen<\"Odd \"\"name\">")).isEqualTo(new CqlType.UserType("Odd \"name", List.of(), true));
        assertThat(parse("vector<float, 3>")).isEqualTo(new CqlType.Vector(CqlType.Scalar.FLOAT, 3));
        assertThat(parse("'org.example.Custom'")).isEqualTo(new CqlType.Other("'org.example.Custom'"));
        assertThat(parse("duration")).isEqualTo(CqlType.Scalar.DURATION);
    }

    @Test
    void says_where_a_type_cannot_be_read() {
        assertThatThrownBy(() -> parse("map<text, int"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read CQL type 'map<text, int' at character 14");
        assertThatThrownBy(() -> parse("")).hasMessage("cannot read CQL type '' at character 1");
    }

    // No edge cases: the library would combine those of every level.
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void reads_back_what_it_writes(@ForAll("types") CqlType type) {
        assertThat(parse(type.cql())).isEqualTo(type);
    }

    @Provide
    Arbitrary<CqlType> types() {
        Arbitrary<CqlType> scalars = Arbitraries.of(CqlType.Scalar.values());
        Arbitrary<CqlType> named = Arbitraries.strings()
                .ascii()
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(name -> new CqlType.UserType("T" + name, List.of(), true));
        return Arbitraries.recursive(
                () -> Arbitraries.oneOf(scalars, named),
                inner -> Arbitraries.oneOf(
                        inner.map(element -> new CqlType.ListOf(element, true)),
                        inner.map(element -> new CqlType.SetOf(element, false)),
                        inner.map(element -> new CqlType.MapOf(CqlType.Scalar.TEXT, element, true)),
                        inner.map(element -> new CqlType.Tuple(List.of(element, CqlType.Scalar.INT)))),
                0,
                3);
    }

    @Test
    void quotes_names_only_where_they_need_it() {
        assertThat(CqlNames.quoted("delay_minutes")).isEqualTo("delay_minutes");
        assertThat(CqlNames.quoted("set")).isEqualTo("\"set\"");
        assertThat(CqlNames.quoted("Odd\"name")).isEqualTo("\"Odd\"\"name\"");
        assertThat(CqlNames.unquoted(CqlNames.quoted("Odd\"name"))).isEqualTo("Odd\"name");
    }
}
