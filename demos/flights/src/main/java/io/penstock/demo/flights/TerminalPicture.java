package io.penstock.demo.flights;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stood in a terminal, as an SVG picture. */
final class TerminalPicture {
    private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-9]+)m");
    private static final double CHAR_WIDTH = 8.4;
    private static final int LINE_HEIGHT = 19;
    private static final int MARGIN = 16;

    private TerminalPicture() {}

    static String svg(String command, List<String> lines) {
        List<String> all = new ArrayList<>();
        all.add(TerminalView.BOLD + "$ " + command + TerminalView.RESET);
        all.addAll(lines);
        int columns = all.stream().mapToInt(line -> plain(line).length()).max().orElse(0);
        double width = 2 * MARGIN + columns * CHAR_WIDTH;
        int height = 2 * MARGIN + all.size() * LINE_HEIGHT;
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%d\" viewBox=\"0 0 %.0f %d\">%n",
                width,
                height,
                width,
                height));
        out.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1e2127\"/>\n");
        out.append("<g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace\"")
                .append(" font-size=\"14\" fill=\"#d7dae0\" xml:space=\"preserve\">\n");
        for (int i = 0; i < all.size(); i++) {
            int y = MARGIN + (i + 1) * LINE_HEIGHT - 5;
            out.append("<text x=\"").append(MARGIN).append("\" y=\"").append(y).append("\">");
            spans(all.get(i), out);
            out.append("</text>\n");
        }
        return out.append("</g>\n</svg>\n").toString();
    }

    private static String plain(String line) {
        return STYLE.matcher(line).replaceAll("");
    }

    private static void spans(String line, StringBuilder out) {
        Matcher matcher = STYLE.matcher(line);
        String style = "";
        int from = 0;
        while (matcher.find()) {
            span(line.substring(from, matcher.start()), style, out);
            style = switch (matcher.group(1)) {
                case "1" -> "font-weight=\"bold\"";
                case "2" -> "fill=\"#8b919d\"";
                case "31" -> "fill=\"#e06c75\"";
                case "32" -> "fill=\"#98c379\"";
                case "36" -> "fill=\"#56b6c2\"";
                default -> "";
            };
            from = matcher.end();
        }
        span(line.substring(from), style, out);
    }

    private static void span(String text, String style, StringBuilder out) {
        if (text.isEmpty()) {
            return;
        }
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        if (style.isEmpty()) {
            out.append(escaped);
        } else {
            out.append("<tspan ").append(style).append('>').append(escaped).append("</tspan>");
        }
    }
}
