package io.penstock.stream.sql.internal;

import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.ColumnRef;
import io.penstock.stream.sql.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the rows that a step gives, beside their columns.
 *
 * @param time the position of the column that the watermark speaks of
 * @param key what identifies a row: for each part the positions of the columns that can stand for it; empty when
 *     nothing does
 * @param changes whether rows come with weights other than +1
 * @param updating the stream, if there is one below, whose rows replace earlier ones without saying so
 */
record Traits(
        OptionalInt time,
        List<List<Integer>> key,
        boolean changes,
        @Nullable String updating) {
    static final Traits NONE = new Traits(OptionalInt.empty(), List.of(), false, null);

    static Traits of(Relation relation) {
        OptionalInt time = relation.timeColumn()
                .map(name -> relation.schema().position(name))
                .orElse(OptionalInt.empty());
        if (!(relation instanceof Relation.Stream stream)) {
            return new Traits(time, List.of(), false, null);
        }
        List<List<Integer>> key = stream.key().stream()
                .map(name -> stream.schema().position(name))
                .filter(OptionalInt::isPresent)
                .map(position -> List.of(position.getAsInt()))
                .toList();
        return new Traits(time, key, stream.changelog(), stream.updating() ? stream.name() : null);
    }

    /** What is left behind a projection. */
    Traits projected(List<Expression> expressions) {
        List<List<Integer>> kept = new ArrayList<>();
        for (List<Integer> part : key) {
            List<Integer> places = new ArrayList<>();
            for (int position : part) {
                place(expressions, position).ifPresent(places::add);
            }
            if (places.isEmpty()) {
                kept.clear();
                break;
            }
            kept.add(places);
        }
        OptionalInt moved = time.isPresent() ? place(expressions, time.getAsInt()) : time;
        return new Traits(moved, kept, changes, updating);
    }

    private static OptionalInt place(List<Expression> expressions, int position) {
        for (int i = 0; i < expressions.size(); i++) {
            if (expressions.get(i) instanceof ColumnRef column && column.position() == position) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The same without a key. */
    Traits keyless() {
        return new Traits(time, List.of(), changes, updating);
    }
}
