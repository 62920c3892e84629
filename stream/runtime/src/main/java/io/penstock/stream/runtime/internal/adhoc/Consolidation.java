package io.penstock.stream.runtime.internal.adhoc;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Schema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up the weights of equal rows. */
final class Consolidation {
    private Consolidation() {}

    /** The rows that are there in the end; what was retracted more often than it came is not. */
    static List<Batch> of(List<Batch> batches) {
        boolean retracts = false;
        for (Batch batch : batches) {
            retracts |= hasRetraction(batch);
        }
        if (!retracts) {
            return batches;
        }
        Map<List<@Nullable Object>, Net> rows = new LinkedHashMap<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                List<@Nullable Object> values = values(batch, row);
                Net net = rows.computeIfAbsent(canonical(values), key -> new Net(values));
                net.weight += batch.weight(row);
            }
        }
        return List.of(build(batches.getFirst().schema(), rows));
    }

    private static final class Net {
        private final List<@Nullable Object> values;
        private int weight;

        Net(List<@Nullable Object> values) {
            this.values = values;
        }
    }

    private static Batch build(Schema schema, Map<List<@Nullable Object>, Net> rows) {
        BatchBuilder builder = new BatchBuilder(schema);
        for (Net net : rows.values()) {
            if (net.weight > 0) {
                for (int i = 0; i < schema.size(); i++) {
                    builder.column(i).append(net.values.get(i));
                }
                builder.endRow(net.weight);
            }
        }
        return builder.build();
    }

    private static boolean hasRetraction(Batch batch) {
        int[] weights = batch.weights();
        for (int row = 0; weights != null && row < batch.size(); row++) {
            if (weights[row] < 1) {
                return true;
            }
        }
        return false;
    }

    private static List<@Nullable Object> values(Batch batch, int row) {
        List<@Nullable Object> values = new ArrayList<>(batch.schema().size());
        for (int i = 0; i < batch.schema().size(); i++) {
            values.add(batch.get(row, i));
        }
        return values;
    }

    private static List<@Nullable Object> canonical(List<@Nullable Object> values) {
        List<@Nullable Object> out = new ArrayList<>(values.size());
        for (Object value : values) {
            out.add(
                    switch (value) {
                        case null -> null;
                        case BigDecimal number -> number.stripTrailingZeros();
                        case byte[] bytes -> ByteBuffer.wrap(bytes);
                        case Double number -> number + 0.0;
                        default -> value;
                    });
        }
        return out;
    }

    /** Each row as often as its weight says, without weights. */
    static Batch expanded(Batch batch) {
        int[] weights = batch.weights();
        if (weights == null) {
            return batch;
        }
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            count += Math.max(0, weights[row]);
        }
        int[] selection = new int[count];
        int next = 0;
        for (int row = 0; row < batch.size(); row++) {
            for (int copy = 0; copy < weights[row]; copy++) {
                selection[next++] = row;
            }
        }
        return batch.select(selection, count).withWeights(null);
    }
}
