package io.penstock.documents.internal.schema;

import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Options that a class names, held against those of the table or view. */
final class OptionComparison {
    private OptionComparison() {}

    static List<SchemaDifference> compare(
            String within,
            Map<String, OptionValue> expected,
            Map<String, OptionValue> shown,
            Function<Map<String, OptionValue>, SchemaPlan.Step> alter) {
        List<SchemaDifference> found = new ArrayList<>();
        Map<String, OptionValue> changed = new TreeMap<>();
        expected.forEach((name, value) -> {
            OptionValue now = shown.get(name);
            if (now == null) {
                found.add(new SchemaDifference(
                        SchemaDifference.Kind.OPTION_NOT_SHOWN,
                        within,
                        "the database does not show option " + name + ", so it was not compared with " + value.cql(),
                        new SchemaDifference.NotNeeded()));
            } else if (!value.isShownAs(now)) {
                changed.put(name, value);
            }
        });
        if (!changed.isEmpty()) {
            found.add(new SchemaDifference(
                    SchemaDifference.Kind.OPTIONS,
                    within,
                    changed.entrySet().stream()
                            .map(option -> "option " + option.getKey() + " is "
                                    + cql(shown, option.getKey())
                                    + ", the class expects " + option.getValue().cql())
                            .collect(Collectors.joining("; ")),
                    new SchemaDifference.ByPlan(List.of(alter.apply(changed)))));
        }
        return found;
    }

    private static String cql(Map<String, OptionValue> options, String name) {
        OptionValue value = options.get(name);
        return value == null ? "not set" : value.cql();
    }
}
