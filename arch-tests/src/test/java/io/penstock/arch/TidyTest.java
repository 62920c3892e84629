package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reviewer would otherwise have to say: words, names and files that do not belong into the repository. */
final class TidyTest {
    private static final Set<String> TEXT = Set.of(
            "java",
            "md",
            "xml",
            "properties",
            "sh",
            "sql",
            "slt",
            "cql",
            "txt",
            "yaml",
            "yml",
            "toml",
            "json",
            "jj",
            "ftl",
            "fmpp",
            "csv",
            "svg",
            "conf");
    private static final Set<String> TEXT_NAMES = Set.of("penstock", "mvnw", "run", ".gitignore", "LICENSE");

    /** Words about the place where the code was written; they mean nothing to who reads it. */
    // Put together from halves, so that this file does not contain them itself.
    private static final Pattern WORKPLACE = Pattern.compile(
            String.join(
                    "|",
                    "(?<![\\w./])/wor" + "k/",
                    "(?<![\\w./])/roo" + "t/",
                    "\\.\\./sha" + "red",
                    "\\bissue" + "s? #?\\d",
                    "\\bissue" + " #",
                    "\\bcl" + "aude\\b",
                    "\\banth" + "ropic\\b",
                    "\\bchat" + "gpt\\b",
                    "\\bcop" + "ilot\\b",
                    "\\bco-auth" + "ored-by"),
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REGISTRY = Pattern.compile("repo\\.mav" + "en\\.apache\\.org|repo1\\.mav"
            + "en\\.org|oss\\.sona" + "type\\.org|central\\.sona" + "type\\.com" + "|registry\\.npm"
            + "js\\.org|repo\\.sp" + "ring\\.io|packages\\.conf" + "luent\\.io");
    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Impl)");

    /** Reminders and switched-off checks must say why, on the same line. */
    private static final Pattern REMINDER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b(?!.{12})");

    private static final Pattern BARE_SUPPRESSION = Pattern.compile("^\\s*@Suppress" + "Warnings\\(([^)]*)\\)\\s*$");
    private static final Pattern BARE_DISABLED = Pattern.compile("@Dis" + "abled\\s*$");

    /** A cast that the types around it prove: the name of the warning is the reason. */
    private static final Pattern SELF_EXPLAINING = Pattern.compile("\"unchecked\"|\"serial\"");

    @Test
    void says_nothing_about_the_workplace() {
        assertThat(findings(WORKPLACE, file -> true)).isEmpty();
    }

    @Test
    void names_a_registry_only_in_the_wrapper() {
        assertThat(findings(REGISTRY, file -> !Tree.nameOf(file).startsWith(".mvn/wrapper/")))
                .isEmpty();
    }

    @Test
    void gives_a_reason_with_every_reminder() {
        assertThat(findings(REMINDER, TidyTest::isJava)).isEmpty();
    }

    @Test
    void gives_a_reason_with_every_suppressed_warning_and_skipped_test() {
        assertThat(findings(BARE_SUPPRESSION, TidyTest::isJava).stream()
                        .filter(finding -> !SELF_EXPLAINING.matcher(finding).find()))
                .as("a reason belongs on the line of @SuppressWarnings")
                .isEmpty();
        assertThat(findings(BARE_DISABLED, TidyTest::isJava)).isEmpty();
    }

    @Test
    void has_no_vague_type_names() {
        assertThat(Tree.files().stream()
                        .filter(TidyTest::isJava)
                        .map(Tree::nameOf)
                        .filter(name -> name.contains("/io/penstock/")) // stand-ins keep the names they stand in for
                        .filter(name -> VAGUE_NAME.matcher(withoutEnding(name)).matches()))
                .isEmpty();
    }

    @Test
    void has_a_description_in_every_module() {
        assertThat(Tree.modules())
                .allSatisfy(module -> assertThat(
                                Tree.read(Tree.root().resolve(module).resolve("pom.xml")))
                        .contains("<description>"));
    }

    @Test
    void describes_every_package_of_a_shipped_room() {
        List<String> undescribed = new ArrayList<>();
        for (Path file : Tree.files()) {
            String name = Tree.nameOf(file);
            if (isJava(file)
                    && name.contains("/src/main/java/io/")
                    && !Files.exists(file.resolveSibling("package-info.java"))) {
                undescribed.add(name);
            }
        }
        assertThat(undescribed)
                .as("classes in a package without package-info.java")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"see /wor" + "k/x", "in ../sha" + "red/facts", "closes issue" + " #12", "as in issue" + " 2"})
    void sees_words_of_the_workplace(String line) {
        assertThat(WORKPLACE.matcher(line).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"target/work/file", "the issue is", "home/root/x", "https://x.org/work/y", "reworked"})
    void lets_ordinary_words_pass(String line) {
        assertThat(WORKPLACE.matcher(line).find()).isFalse();
    }

    private static List<String> findings(Pattern pattern, java.util.function.Predicate<Path> where) {
        List<String> found = new ArrayList<>();
        for (Path file : Tree.files()) {
            if (!isText(file) || !where.test(file)) {
                continue;
            }
            List<String> lines = Tree.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = pattern.matcher(lines.get(i));
                if (matcher.find()) {
                    found.add(Tree.nameOf(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        return found;
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return TEXT_NAMES.contains(name)
                || (dot > 0 && TEXT.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static String withoutEnding(String name) {
        return name.substring(0, name.length() - ".java".length());
    }
}
