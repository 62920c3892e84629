package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.expr.ExpressionCompiler;
import io.penstock.stream.runtime.internal.expr.Rows;
import io.penstock.stream.runtime.internal.expr.Selector;
import io.penstock.stream.runtime.internal.state.KeyIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each row of a batch the indexed rows with the same key for which the condition is true. The output has the
 * batch's columns, then the indexed ones, in the order of the batch. Confined to one thread.
 */
public final class JoinProbe {
    private static final int PAIRS = 4096;

    /**
     * What is joined.
     *
     * @param keys the key columns of the probing rows
     * @param condition what must also be true of a pair
     * @param outer whether a row without a partner comes out with NULLs
     * @param schema the columns of a pair
     */
    public record Spec(List<Integer> keys, @Nullable Expression condition, boolean outer, Schema schema) {}

    private final KeyIndex index;
    private final Spec spec;
    private final int[] keys;
    private final @Nullable Selector condition;
    private final BitSet matched = new BitSet();
    private int[] probing = new int[PAIRS];
    private int[] found = new int[PAIRS];
    private int count;

    public JoinProbe(KeyIndex index, Spec spec) {
        this.index = index;
        this.spec = spec;
        this.keys = spec.keys().stream().mapToInt(Integer::intValue).toArray();
        this.condition = spec.condition() == null
                ? null
                : new ExpressionCompiler(() -> Watermark.UNSET).compileCondition(spec.condition());
    }

    /** Refuses key columns that are kept differently: their values could never be equal. */
    public static void requireSameTypes(Schema left, List<Integer> leftKeys, Schema right, List<Integer> rightKeys) {
        for (int i = 0; i < leftKeys.size(); i++) {
            var leftField = left.field(leftKeys.get(i));
            var rightField = right.field(rightKeys.get(i));
            if (leftField.type().storage() != rightField.type().storage()) {
                throw Errors.unsupported("the join compares " + leftField + " with " + rightField
                        + "; cast one of them so that both have the same type");
            }
        }
    }

    /** Joins a batch; may emit several. */
    public void probe(Batch batch, Emitter out) throws InterruptedException {
        int[] first = index.find(batch, keys);
        count = 0;
        int from = 0;
        for (int row = 0; row < batch.size(); row++) {
            for (int match = first[row]; match >= 0; match = index.next(match)) {
                add(row, match);
            }
            if (first[row] < 0 && spec.outer()) {
                add(row, -1);
            }
            if (count >= PAIRS || row == batch.size() - 1) {
                flush(batch, from, row + 1, out);
                from = row + 1;
            }
        }
    }

    private void add(int row, int match) {
        if (count == probing.length) {
            probing = Arrays.copyOf(probing, count * 2);
            found = Arrays.copyOf(found, count * 2);
        }
        probing[count] = row;
        found[count++] = match;
    }

    private void flush(Batch batch, int from, int to, Emitter out) throws InterruptedException {
        Batch pairs = pairs(batch, probing, found, count);
        if (condition != null && count > 0) {
            int[] passing = new int[count];
            int passed = condition.select(Rows.of(pairs), null, count, passing);
            pairs = spec.outer()
                    ? outerPairs(batch, passing, passed, new Range(from, to))
                    : pairs.select(passing, passed);
            for (int i = 0; i < passed; i++) {
                note(found[passing[i]]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                note(found[i]);
            }
        }
        count = 0;
        if (pairs.size() > 0) {
            out.emit(pairs);
        }
    }

    private void note(int match) {
        if (match >= 0) {
            matched.set(match);
        }
    }

    private record Range(int from, int to) {}

    /** The pairs that passed, and each row of the range that has none left, once and in its place. */
    private Batch outerPairs(Batch batch, int[] passing, int passed, Range range) {
        int[] rows = new int[passed + range.to() - range.from()];
        int[] matches = new int[rows.length];
        int size = 0;
        int next = 0;
        for (int row = range.from(); row < range.to(); row++) {
            int before = size;
            while (next < passed && probing[passing[next]] == row) {
                int match = found[passing[next++]];
                // the condition was asked about a row without a partner too; its answer means nothing
                if (match >= 0) {
                    rows[size] = row;
                    matches[size++] = match;
                }
            }
            if (size == before) {
                rows[size] = row;
                matches[size++] = -1;
            }
        }
        return pairs(batch, rows, matches, size);
    }

    private Batch pairs(Batch batch, int[] rows, int[] matches, int size) {
        List<Column> columns = new ArrayList<>(spec.schema().size());
        for (Column column : batch.columns()) {
            columns.add(column.select(rows, size));
        }
        columns.addAll(index.rows().gather(matches, size));
        int[] weights = batch.weights();
        int[] selected = weights == null ? null : new int[size];
        for (int i = 0; i < size && weights != null && selected != null; i++) {
            selected[i] = weights[rows[i]];
        }
        return new Batch(spec.schema(), columns, size, selected);
    }

    /** Whether an indexed row was part of any pair so far. */
    public boolean isMatched(int indexed) {
        return matched.get(indexed);
    }
}
