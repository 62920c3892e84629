package io.penstock.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows of text as aligned columns for a terminal: a header, a rule, the rows. Columns of numbers are aligned to the
 * right. Control characters are shown as escapes, so that a value cannot draw on the screen; longer cells than
 * {@link #CELL_MAX} characters are cut with an ellipsis.
 */
public final class TextTable {
    /** The most characters of one cell. */
    public static final int CELL_MAX = 80;

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9.,]*([eE][-+]?[0-9]+)?");
    private static final String GAP = "  ";

    private TextTable() {}

    /** The lines of a table. Every row has as many cells as the header. */
    public static List<String> lines(List<String> header, List<? extends List<String>> rows) {
        List<List<String>> cells = new ArrayList<>(rows.size());
        int[] widths = new int[header.size()];
        boolean[] numbers = new boolean[header.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = header.get(i).length();
            numbers[i] = !rows.isEmpty();
        }
        for (List<String> row : rows) {
            List<String> shown = row.stream().map(TextTable::shown).toList();
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], shown.get(i).length());
                numbers[i] &= shown.get(i).equals("NULL")
                        || NUMBER.matcher(shown.get(i)).matches();
            }
            cells.add(shown);
        }
        List<String> lines = new ArrayList<>(cells.size() + 2);
        lines.add(line(header, widths, numbers));
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("─".repeat(width));
        }
        lines.add(String.join("─".repeat(GAP.length()), rule));
        for (List<String> row : cells) {
            lines.add(line(row, widths, numbers));
        }
        return lines;
    }

    private static String line(List<String> cells, int[] widths, boolean[] numbers) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            out.append(i == 0 ? "" : GAP);
            out.append(numbers[i] ? pad + cells.get(i) : cells.get(i) + pad);
        }
        return out.toString().stripTrailing();
    }

    private static String shown(String cell) {
        String text = cell.length() > CELL_MAX ? cell.substring(0, CELL_MAX - 1) + "…" : cell;
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                out.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format("\\u%04x", c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }
}
