package io.penstock.documents.internal.codec;

import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** All components of a record class, in declared order. Built once per class. Immutable. */
public final class RecordCodec<R> {
    private final RecordShape<R> shape;
    private final RecordComponentShape[] components;
    private final ValueCodec[] codecs;

    private RecordCodec(RecordShape<R> shape, List<ValueCodec> codecs) {
        this.shape = shape;
        this.components = shape.components().toArray(new RecordComponentShape[0]);
        this.codecs = codecs.toArray(new ValueCodec[0]);
    }

    /**
     * The codec of a record class.
     *
     * @throws io.penstock.documents.DocumentsException when a component has no CQL type
     */
    public static <R> RecordCodec<R> of(Class<R> type) {
        return of(RecordShape.of(type), List.of());
    }

    /** As {@link #of(Class)}, for a record inside of others: none of them may be this one. */
    static <R> RecordCodec<R> of(RecordShape<R> shape, List<Class<?>> outer) {
        List<Class<?>> path = new ArrayList<>(outer);
        path.add(shape.type());
        List<ValueCodec> codecs = shape.components().stream()
                .map(component -> new CodecBuilder(shape.type(), component, path).build())
                .toList();
        return new RecordCodec<>(shape, codecs);
    }

    public RecordShape<R> shape() {
        return shape;
    }

    /** The codec of a component by its position. */
    public ValueCodec component(int index) {
        return codecs[index];
    }

    /** The CQL value of one component of a record. */
    public @Nullable Object encode(Object record, int index) {
        return codecs[index].toCql(components[index].get(record));
    }

    /** The CQL values of all components of a record. */
    public List<@Nullable Object> encode(Object record) {
        @Nullable Object[] values = new @Nullable Object[codecs.length];
        for (int i = 0; i < codecs.length; i++) {
            values[i] = encode(record, i);
        }
        return Arrays.asList(values);
    }

    /** The record of CQL values, asked for by position. */
    public R decode(IntFunction<@Nullable Object> values) {
        @Nullable Object[] arguments = new @Nullable Object[codecs.length];
        for (int i = 0; i < codecs.length; i++) {
            arguments[i] = codecs[i].toJava(values.apply(i));
        }
        return shape.create(arguments);
    }
}
