package io.penstock.arch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the code blocks of a Markdown text against the regions of source files that they claim to show.
 *
 * <p>A block of a checked language stands directly below {@code <!-- region: path#name -->}. The region is what stands
 * between {@code // region name} and {@code // endregion} in that file (in SQL files the marker is {@code --}), without
 * the indentation that all its lines share.
 */
final class Snippets {
    private static final Set<String> CHECKED = Set.of("java", "sql");
    private static final Pattern FENCE = Pattern.compile("^(\\s*)```(\\w*)\\s*$");
    private static final Pattern REGION = Pattern.compile("^\\s*<!-- region: (\\S+)#(\\S+) -->\\s*$");

    private final Path root;

    Snippets(Path root) {
        this.root = root;
    }

    /** One line for every block that is not what it claims to be. */
    List<String> faults(String document, String markdown) {
        List<String> faults = new ArrayList<>();
        List<String> lines = markdown.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            int begin = i + 1;
            int end = begin;
            while (end < lines.size() && !lines.get(end).strip().equals("```")) {
                end++;
            }
            if (CHECKED.contains(fence.group(2))) {
                String above = i == 0 ? "" : lines.get(i - 1);
                String block = unindented(lines.subList(begin, end));
                fault(above, block).ifPresent(fault -> faults.add(document + ":" + begin + ": " + fault));
            }
            i = end;
        }
        return faults;
    }

    private Optional<String> fault(String above, String block) {
        Matcher region = REGION.matcher(above);
        if (!region.matches()) {
            return Optional.of("a code block without '<!-- region: path#name -->' directly above it");
        }
        Path file = root.resolve(region.group(1));
        if (!Files.isRegularFile(file)) {
            return Optional.of("there is no file " + region.group(1));
        }
        Optional<String> source = region(Tree.read(file), region.group(2));
        if (source.isEmpty()) {
            return Optional.of("there is no region '" + region.group(2) + "' in " + region.group(1));
        }
        return source.get().equals(block)
                ? Optional.empty()
                : Optional.of("differs from the region, which is\n" + source.get());
    }

    private static Optional<String> region(String source, String name) {
        List<String> inside = new ArrayList<>();
        boolean open = false;
        for (String line : source.lines().toList()) {
            String bare = line.strip().replaceFirst("^(//|--|<!--)\\s*", "").replaceFirst("\\s*-->$", "");
            boolean isMarker = !bare.equals(line.strip());
            if (isMarker && bare.equals("region " + name)) {
                open = true;
            } else if (isMarker && open && (bare.equals("endregion") || bare.equals("endregion " + name))) {
                return Optional.of(unindented(inside));
            } else if (open) {
                inside.add(line);
            }
        }
        return Optional.empty();
    }

    private static String unindented(List<String> lines) {
        int shared = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return String.join(
                        "\n",
                        lines.stream()
                                .map(line -> line.isBlank()
                                        ? ""
                                        : line.substring(shared).stripTrailing())
                                .toList())
                .strip();
    }
}
