package io.penstock.arch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tests as documents name them between backquotes: {@code PageTest}, {@code PageTest.comes_back}, then {@code .goes_on}
 * for another one of the class named last; where two classes have one name, the end of the package stands before it:
 * {@code driver.PageContract.has_many}.
 */
final class NamedTests {
    private static final Pattern NAME = Pattern.compile(
            "`(?:(?<type>(?:[a-z]+\\.)*[A-Z]\\w*(?:Test|Contract))(?:\\.(?<method>\\w+))?|\\.(?<another>[a-z]\\w*))`");

    private final List<Path> sources;

    NamedTests(List<Path> files) {
        this.sources =
                files.stream().filter(file -> file.toString().endsWith(".java")).toList();
    }

    /**
     * What was found in a document.
     *
     * @param named how many tests it names
     * @param faults a sentence for each that does not exist
     */
    record Checked(int named, List<String> faults) {}

    Checked check(String document, String markdown) {
        Matcher name = NAME.matcher(markdown);
        List<String> faults = new ArrayList<>();
        int named = 0;
        String type = "";
        while (name.find()) {
            String method = name.group("another");
            if (method == null) {
                type = name.group("type");
                method = name.group("method");
            }
            named++;
            if (!exists(type, method)) {
                faults.add(document + ": there is no test " + type + (method == null ? "" : "." + method));
            }
        }
        return new Checked(named, faults);
    }

    private boolean exists(String type, @Nullable String method) {
        Path end = Path.of(type.replace('.', '/') + ".java");
        Pattern declared = Pattern.compile("(?:void|>) " + method + "\\(");
        return sources.stream()
                .filter(source -> source.endsWith(end))
                .anyMatch(source ->
                        method == null || declared.matcher(Tree.read(source)).find());
    }
}
