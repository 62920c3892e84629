package io.penstock.documents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows read into another record than the entity's: some of its columns, or what the server computes of them. A
 * component of the record reads the entity's component of the same name, unless it is given a selector. Only what the
 * record names is read. Immutable; checked when it is used.
 *
 * @param <E> the entity whose rows are read
 * @param <D> the record that they are read into
 * @param type the record's class
 * @param selectors what its components read, by name; the others read the entity's component of their name
 */
public record Projection<E, D>(Class<D> type, Map<String, Selector<? super E>> selectors) {
    public Projection {
        selectors = Collections.unmodifiableMap(new LinkedHashMap<>(selectors));
    }

    /** Each component reads the entity's component of the same name. */
    public static <D> Projection<Object, D> of(Class<D> type) {
        return new Projection<>(type, Map.of());
    }

    /** This component reads something else. */
    public <F extends E> Projection<F, D> with(String component, Selector<? super F> selector) {
        Map<String, Selector<? super F>> more = new LinkedHashMap<>(selectors);
        more.put(component, selector);
        return new Projection<>(type, more);
    }
}
