package io.penstock.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamingTest {
    @ParameterizedTest
    @CsvSource({
        "delayMinutes, delay_minutes",
        "carrier, carrier",
        "XMLParser, xml_parser",
        "parseXML, parse_xml",
        "line2Text, line2_text",
        "already_there, already_there",
        "mixed_Case, mixed_case",
        "aB, a_b",
        "AB, ab",
        "iataURLOfAirport, iata_url_of_airport"
    })
    void turns_java_names_into_column_names(String java, String column) {
        assertThat(Naming.toColumn(java)).isEqualTo(column);
    }

    @Property
    void only_adds_underscores_and_lowers_case(@ForAll("identifiers") String name) {
        assertThat(Naming.toColumn(name).replace("_", ""))
                .isEqualTo(name.toLowerCase(Locale.ROOT).replace("_", ""));
    }

    @Property
    void leaves_a_column_name_as_it_is(@ForAll("identifiers") String name) {
        String column = Naming.toColumn(name);
        assertThat(Naming.toColumn(column)).isEqualTo(column);
    }

    @Property
    void never_begins_or_ends_with_an_underscore_of_its_own(@ForAll("identifiers") String name) {
        assertThat(Naming.toColumn(name).startsWith("_")).isEqualTo(name.startsWith("_"));
        assertThat(Naming.toColumn(name).endsWith("_")).isEqualTo(name.endsWith("_"));
    }

    @Provide
    Arbitrary<String> identifiers() {
        Arbitrary<String> first = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .ofLength(1);
        Arbitrary<String> rest = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars('_')
                .ofMaxLength(15);
        return first.flatMap(head -> rest.map(tail -> head + tail));
    }
}
