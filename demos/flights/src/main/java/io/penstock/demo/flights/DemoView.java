package io.penstock.demo.flights;

import io.penstock.text.TextTable;
import java.util.List;

/** What a person or a program sees of the demo while it runs. Called from one thread at a time. */
interface DemoView extends AutoCloseable {
    /** A step begins. */
    void begin(String step);

    /** The step that began last has ended well. */
    void end(String result);

    /** How far the present step is, of a total; may be called often. */
    void progress(long done, long total, String unit);

    /** Rows that just came from a stream, newest last; replaces the ones shown before where the output can. */
    void live(String title, List<String> header, List<List<String>> rows);

    /** The comparison at the end. */
    void checks(List<Check> checks);

    /** A line for people and programs to act upon, for example how to connect. */
    void note(String key, String text);

    /** The demo failed. */
    void failed(String code, String message);

    @Override
    void close();

    /** The comparison as a table that people can read. */
    static List<String> checkTable(List<Check> checks) {
        return TextTable.lines(
                List.of("check", "read back from", "expected rows", "rows", "different", ""),
                checks.stream()
                        .map(check -> List.of(
                                check.what(),
                                check.path(),
                                String.valueOf(check.expected()),
                                String.valueOf(check.found()),
                                String.valueOf(check.different()),
                                check.agrees() ? "agrees" : "DIFFERS " + check.example()))
                        .toList());
    }
}
