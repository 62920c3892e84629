package io.penstock.demo.flights;

import io.penstock.text.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal: finished steps stay, and below them a region is drawn anew with the present step, a progress bar and the
 * rows that come in. What stays is also kept as lines, from which {@link TerminalPicture} makes a picture.
 */
final class TerminalView implements DemoView {
    private static final String ESC = "\u001b[";
    static final String RESET = ESC + "0m";
    static final String BOLD = ESC + "1m";
    static final String DIM = ESC + "2m";
    static final String RED = ESC + "31m";
    static final String GREEN = ESC + "32m";
    static final String CYAN = ESC + "36m";
    private static final int BAR = 32;

    private final PrintWriter out;
    private final List<String> kept = new ArrayList<>();
    private int drawn;
    private String step = "";
    private String bar = "";
    private List<String> live = List.of();

    TerminalView(PrintWriter out) {
        this.out = out;
    }

    /** The lines that stay, with their colours. */
    List<String> lines() {
        return List.copyOf(kept);
    }

    @Override
    public void begin(String step) {
        this.step = step;
        bar = "";
        redraw();
    }

    @Override
    public void end(String result) {
        keep(GREEN + "✓ " + RESET + step + DIM + "  " + result + RESET);
        live.forEach(this::keep);
        bar = "";
        live = List.of();
        step = "";
        redraw();
    }

    @Override
    public void progress(long done, long total, String unit) {
        int full = total == 0 ? BAR : (int) (done * BAR / total);
        bar = "  " + CYAN + "█".repeat(full) + RESET + DIM + "░".repeat(BAR - full) + RESET + "  " + done + " / "
                + total + " " + unit;
        redraw();
    }

    @Override
    public void live(String title, List<String> header, List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + BOLD + title + RESET);
        TextTable.lines(header, rows).forEach(line -> lines.add("  " + line));
        live = lines;
        redraw();
    }

    @Override
    public void checks(List<Check> checks) {
        keep("");
        List<String> table = DemoView.checkTable(checks);
        for (int i = 0; i < table.size(); i++) {
            String colour = i < 2 ? BOLD : checks.get(i - 2).agrees() ? GREEN : RED;
            keep(colour + table.get(i) + RESET);
        }
        keep("");
        redraw();
    }

    @Override
    public void note(String key, String text) {
        keep(text);
        redraw();
    }

    @Override
    public void failed(String code, String message) {
        if (!step.isEmpty()) {
            keep(RED + "✗ " + RESET + step);
        }
        step = "";
        bar = "";
        redraw();
    }

    @Override
    public void close() {
        out.flush();
    }

    private void keep(String line) {
        erase();
        kept.add(line);
        out.println(line);
    }

    private void erase() {
        if (drawn > 0) {
            out.print(ESC + drawn + "A" + ESC + "0J");
            drawn = 0;
        }
    }

    private void redraw() {
        erase();
        List<String> region = new ArrayList<>();
        if (!step.isEmpty()) {
            region.add(CYAN + "… " + RESET + step);
        }
        if (!bar.isEmpty()) {
            region.add(bar);
        }
        region.addAll(live);
        region.forEach(out::println);
        drawn = region.size();
        out.flush();
    }
}
