package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of error codes says what the code says. */
final class ErrorPageTest {
    private static final Path PAGE = Tree.root().resolve("docs/reference/errors.md");

    @Test
    void lists_every_code_as_the_code_has_it() throws IOException {
        String text = ErrorPage.text(Tree.root());
        if (Boolean.getBoolean("penstock.docs.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(Tree.read(PAGE))
                .as("docs/reference/errors.md is out of date; write it anew with\n"
                        + "./mvnw -pl arch-tests -am verify -Dtest=ErrorPageTest -Dpenstock.docs.write=true")
                .isEqualTo(text);
    }

    @Test
    void knows_every_class_of_codes() {
        List<String> classes = Tree.files().stream()
                .filter(file -> file.toString().endsWith("Error.java"))
                .filter(file -> Tree.read(file).contains("implements ErrorCode"))
                .map(Tree::nameOf)
                .filter(name -> !name.contains("testkit") && !name.startsWith("demos/"))
                .toList();
        assertThat(ErrorPage.sources()).containsExactlyInAnyOrderElementsOf(classes);
    }
}
