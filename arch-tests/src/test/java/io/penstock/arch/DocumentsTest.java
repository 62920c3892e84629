package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that cannot rot: code in them is compiled code, and their links lead somewhere. */
final class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>");

    @Test
    void shows_only_code_that_is_compiled() {
        Snippets snippets = new Snippets(Tree.root());
        List<String> faults = new ArrayList<>();
        for (Path document : documents()) {
            faults.addAll(snippets.faults(Tree.nameOf(document), Tree.read(document)));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void links_only_to_files_that_exist() {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Tree.read(document));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://")
                        && !target.startsWith("mailto:")
                        && !Files.exists(document.resolveSibling(target))) {
                    dead.add(Tree.nameOf(document) + " → " + target);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void lists_every_page_for_machine_readers() {
        String map = Tree.read(Tree.root().resolve("llms.txt"));
        assertThat(documents().stream().map(Tree::nameOf))
                .filteredOn(page -> page.startsWith("docs/documents/") || page.startsWith("docs/reference/"))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(map).contains("(" + page + ")"));
    }

    @Test
    void gives_a_reason_for_every_dependency() {
        String reasons = Tree.read(Tree.root().resolve("docs/adr/0006-maven-plugins-and-checks.md"));
        Matcher dependency = DEPENDENCY.matcher(Tree.read(Tree.root().resolve("pom.xml")));
        List<String> unexplained = new ArrayList<>();
        while (dependency.find()) {
            if (!dependency.group(1).equals("io.penstock") && !reasons.contains("`" + dependency.group(2) + "`")) {
                unexplained.add(dependency.group(1) + ":" + dependency.group(2));
            }
        }
        assertThat(unexplained)
                .as("dependencies of the root pom that ADR 0006 does not explain")
                .isEmpty();
    }

    @Test
    void accepts_a_block_that_equals_its_region(@TempDir Path root) throws IOException {
        source(root);
        assertThat(faults(root, "<!-- region: A.java#start -->\n```java\nint a = 1;\n\nint b = a;\n```\n"))
                .isEmpty();
    }

    @Test
    void reports_a_block_that_differs_from_its_region(@TempDir Path root) throws IOException {
        source(root);
        assertThat(faults(root, "text\n\n<!-- region: A.java#start -->\n```java\nint a = 2;\n```\n"))
                .singleElement()
                .asString()
                .startsWith("doc.md:4: differs from the region, which is\nint a = 1;");
    }

    @Test
    void reports_a_block_without_a_region(@TempDir Path root) throws IOException {
        source(root);
        assertThat(faults(root, "```java\nint a = 1;\n```\n"))
                .containsExactly("doc.md:1: a code block without '<!-- region: path#name -->' directly above it");
    }

    @Test
    void reports_a_region_or_file_that_is_gone(@TempDir Path root) throws IOException {
        source(root);
        assertThat(faults(root, "<!-- region: A.java#end -->\n```java\nint a = 1;\n```\n"))
                .containsExactly("doc.md:2: there is no region 'end' in A.java");
        assertThat(faults(root, "<!-- region: B.java#end -->\n```java\nint a = 1;\n```\n"))
                .containsExactly("doc.md:2: there is no file B.java");
    }

    @Test
    void lets_blocks_of_other_languages_be(@TempDir Path root) {
        assertThat(faults(root, "```sh\n./penstock demo\n```\n")).isEmpty();
    }

    private static void source(Path root) throws IOException {
        Files.writeString(
                root.resolve("A.java"),
                "class A {\n    // region start\n    int a = 1;\n\n    int b = a;\n    // endregion\n}\n");
    }

    private static List<String> faults(Path root, String markdown) {
        return new Snippets(root).faults("doc.md", markdown);
    }

    private static List<Path> documents() {
        return Tree.files().stream()
                .filter(file -> file.toString().endsWith(".md") || file.endsWith("llms.txt"))
                .toList();
    }
}
