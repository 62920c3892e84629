package io.penstock.demo.flights;

import java.util.List;

/** What one view shows another shows too. */
record TwoViews(DemoView first, DemoView second) implements DemoView {
    @Override
    public void begin(String step) {
        first.begin(step);
        second.begin(step);
    }

    @Override
    public void end(String result) {
        first.end(result);
        second.end(result);
    }

    @Override
    public void progress(long done, long total, String unit) {
        first.progress(done, total, unit);
        second.progress(done, total, unit);
    }

    @Override
    public void live(String title, List<String> header, List<List<String>> rows) {
        first.live(title, header, rows);
        second.live(title, header, rows);
    }

    @Override
    public void checks(List<Check> checks) {
        first.checks(checks);
        second.checks(checks);
    }

    @Override
    public void note(String key, String text) {
        first.note(key, text);
        second.note(key, text);
    }

    @Override
    public void failed(String code, String message) {
        first.failed(code, message);
        second.failed(code, message);
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
