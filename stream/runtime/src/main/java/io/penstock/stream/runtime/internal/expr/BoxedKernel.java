package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of boxed values, row by row; NULL when an argument is. For what is not worth a loop of its own. */
final class BoxedKernel implements Kernel {
    /** A function of values that are not NULL. */
    @FunctionalInterface
    interface Function {
        Object apply(Object[] arguments);
    }

    private final List<Kernel> arguments;
    private final List<DataType> types;
    private final Function function;
    private final ColumnBuilder builder;

    BoxedKernel(List<Kernel> arguments, List<DataType> types, Function function, DataType result) {
        this.arguments = arguments;
        this.types = types;
        this.function = function;
        this.builder = new ColumnBuilder(result, 64);
    }

    @Override
    public Column evaluate(Rows rows) {
        Column[] columns = new Column[arguments.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = arguments.get(i).evaluate(rows);
        }
        for (int row = 0; row < rows.count(); row++) {
            Object[] values = values(columns, row);
            if (values == null) {
                builder.appendNull();
            } else {
                builder.append(function.apply(values));
            }
        }
        return builder.build();
    }

    private Object @Nullable [] values(Column[] columns, int row) {
        Object[] values = new Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            Object value = Boxed.get(types.get(i), columns[i], row);
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return values;
    }
}
