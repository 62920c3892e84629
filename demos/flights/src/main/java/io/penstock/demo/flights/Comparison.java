package io.penstock.demo.flights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two collections of records compared as multisets: every difference counts. */
final class Comparison {
    private Comparison() {}

    static <R> Check of(String what, String path, List<R> expected, List<R> found) {
        Map<R, Integer> balance = new HashMap<>();
        expected.forEach(record -> balance.merge(record, 1, Integer::sum));
        found.forEach(record -> balance.merge(record, -1, Integer::sum));
        long different = 0;
        String example = "";
        for (Map.Entry<R, Integer> entry : balance.entrySet()) {
            if (entry.getValue() != 0) {
                different += Math.abs(entry.getValue());
                example = (entry.getValue() > 0 ? "missing " : "unexpected ") + entry.getKey();
            }
        }
        return new Check(what, path, expected.size(), found.size(), different, example);
    }
}
