package io.penstock.demo.flights;

import java.io.PrintWriter;
import java.util.List;

/** Lines for logs and pipes: every step once, progress in quarters, no colour. */
final class PlainView implements DemoView {
    private final PrintWriter out;
    private long quarter = -1;

    PlainView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(String step) {
        quarter = -1;
        out.println(step + " …");
    }

    @Override
    public void end(String result) {
        out.println("  " + result);
        out.flush();
    }

    @Override
    public void progress(long done, long total, String unit) {
        long now = total == 0 ? 4 : done * 4 / total;
        if (now != quarter) {
            quarter = now;
            out.println("  " + done + " of " + total + " " + unit);
        }
    }

    @Override
    public void live(String title, List<String> header, List<List<String>> rows) {
        // A log does not want the same table again and again.
    }

    @Override
    public void checks(List<Check> checks) {
        DemoView.checkTable(checks).forEach(out::println);
    }

    @Override
    public void note(String key, String text) {
        out.println(text);
    }

    @Override
    public void failed(String code, String message) {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
