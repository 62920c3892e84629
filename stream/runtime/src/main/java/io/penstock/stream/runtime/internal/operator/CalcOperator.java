package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.expr.ExpressionCompiler;
import io.penstock.stream.runtime.internal.expr.Kernel;
import io.penstock.stream.runtime.internal.expr.Rows;
import io.penstock.stream.runtime.internal.expr.Selector;
import io.penstock.stream.runtime.internal.state.StateReader;
import io.penstock.stream.runtime.internal.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filter and projection in one: the condition names rows, and only what those rows need for the output columns is
 * gathered and computed.
 */
public final class CalcOperator implements Operator {
    private final Schema schema;
    private final @Nullable Selector condition;
    private final @Nullable List<Kernel> columns;
    private int[] selection = new int[64];
    private long watermark = Watermark.UNSET;

    /**
     * @param schema what comes out
     * @param condition null to let all rows pass
     * @param columns null to hand on the columns as they are
     */
    public CalcOperator(Schema schema, @Nullable Expression condition, @Nullable List<Expression> columns) {
        ExpressionCompiler compiler = new ExpressionCompiler(() -> watermark);
        this.schema = schema;
        this.condition = condition == null ? null : compiler.compileCondition(condition);
        this.columns =
                columns == null ? null : columns.stream().map(compiler::compile).toList();
    }

    @Override
    public void process(Batch batch, Emitter out) throws InterruptedException {
        int count = batch.size();
        boolean all = true;
        if (condition != null) {
            if (selection.length < count) {
                selection = new int[Integer.highestOneBit(count) * 2];
            }
            count = condition.select(Rows.of(batch), null, count, selection);
            all = count == batch.size();
        }
        if (count == 0) {
            return;
        }
        if (columns == null) {
            out.emit(all ? batch : batch.select(selection, count));
            return;
        }
        Rows rows = all ? Rows.of(batch) : Rows.of(batch, selection, count);
        List<Column> computed = new ArrayList<>(columns.size());
        for (Kernel column : columns) {
            computed.add(column.evaluate(rows));
        }
        out.emit(new Batch(schema, computed, count, weights(batch, count, all)));
    }

    private int @Nullable [] weights(Batch batch, int count, boolean all) {
        int[] weights = batch.weights();
        if (weights == null || all) {
            return weights;
        }
        int[] selected = new int[count];
        for (int i = 0; i < count; i++) {
            selected[i] = weights[selection[i]];
        }
        return selected;
    }

    @Override
    public void watermark(long micros, Emitter out) {
        watermark = micros;
    }

    @Override
    public void snapshot(StateWriter out) {
        out.writeLong(watermark);
    }

    @Override
    public void restore(StateReader in) {
        watermark = in.readLong();
    }
}
