package io.penstock.stream.runtime.internal.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values and their numbers, 0, 1, 2, … in the order of first appearance. Confined to one thread. */
final class Interner {
    /** What {@link #find} gives for a value that is not there. */
    static final int ABSENT = -1;

    private final Map<Object, Integer> ids = new HashMap<>();
    private final List<Object> values = new ArrayList<>();

    int intern(Object value) {
        Integer known = ids.get(value);
        if (known != null) {
            return known;
        }
        int id = values.size();
        ids.put(value, id);
        values.add(value);
        return id;
    }

    int find(Object value) {
        Integer known = ids.get(value);
        return known == null ? ABSENT : known;
    }

    Object value(int id) {
        return values.get(id);
    }

    int size() {
        return values.size();
    }

    void clear() {
        ids.clear();
        values.clear();
    }
}
