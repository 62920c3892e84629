package io.penstock.stream.internal;

import io.penstock.Nearest;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a batch builder. The way from each component to its column is one method handle, and all of them
 * are folded into a single one for the record: after some calls the JVM compiles it as if it had been written by hand,
 * without reflection and without boxing. Confined like its builder.
 */
@SuppressWarnings("UnusedMethod") // the steps are found by name when the handles are made
final class RecordAppender<R> {
    private static final MethodHandle LONG = direct("appendLong", long.class);
    private static final MethodHandle DOUBLE = direct("appendDouble", double.class);
    private static final MethodHandle TEXT = own("text", Target.class, ColumnBuilder.class, Object.class);
    private static final MethodHandle BOOLEAN = own("bool", ColumnBuilder.class, boolean.class);
    private static final MethodHandle INSTANT = own("instant", Target.class, ColumnBuilder.class, Object.class);
    private static final MethodHandle ANY = own("any", Target.class, ColumnBuilder.class, Object.class);

    private final MethodHandle append;
    private final BatchBuilder builder;
    private final String wanted;

    private RecordAppender(MethodHandle append, BatchBuilder builder, String wanted) {
        this.append = append;
        this.builder = builder;
        this.wanted = wanted;
    }

    /** Where a value goes, for messages. */
    private record Target(String component, Field field, boolean truncated) {
        void appendNull(ColumnBuilder to) {
            if (!field.nullable()) {
                throw misfit(new StoredValues.Misfit("it is NOT NULL and the value is null"));
            }
            to.appendNull();
        }

        StreamException misfit(StoredValues.Misfit misfit) {
            return new StreamException(
                    StreamError.ROW_MISMATCH,
                    "component '" + component + "', column '" + field.name() + "': " + misfit.why());
        }
    }

    /**
     * An appender of records to a builder.
     *
     * @throws StreamException 202 when the record and the columns do not match one to one
     */
    static <R> RecordAppender<R> of(Class<R> type, BatchBuilder builder, String source) {
        RecordShape<R> shape = RecordShape.of(type);
        Schema schema = builder.schema();
        refuseUnknown(shape, schema, source);
        MethodHandle all = null;
        for (int i = 0; i < schema.size(); i++) {
            Field field = schema.field(i);
            RecordComponentShape component =
                    shape.column(field.name()).orElseThrow(() -> missing(shape, field, source));
            if (!TypeMatch.canStore(field.type(), component.javaType())) {
                throw new StreamException(
                        StreamError.SCHEMA_MISMATCH,
                        "component '" + component.name() + "' of record " + type.getSimpleName() + " is "
                                + component.javaType().getTypeName() + ", but column '" + field.name() + "' of source "
                                + source + " is " + field.type().sql());
            }
            MethodHandle one = step(component, field, builder.column(i));
            all = all == null ? one : MethodHandles.foldArguments(one, all);
        }
        if (all == null) {
            throw new IllegalArgumentException("source " + source + " has no columns");
        }
        return new RecordAppender<>(all, builder, "a record " + type.getSimpleName() + " for source " + source);
    }

    /** Refuses a record that does not fit the columns, see {@link #of}. */
    static void check(Class<?> type, Schema schema, String source) {
        of(type, new BatchBuilder(schema), source);
    }

    /** Appends a record as a row; a record with a bad value leaves no trace. */
    void append(R record) {
        requireGiven(record, wanted);
        try {
            append.invokeExact((Object) record);
        } catch (RuntimeException | Error failed) {
            builder.abandonRow();
            throw failed;
        } catch (Throwable checked) {
            builder.abandonRow();
            throw new IllegalStateException(checked);
        }
        builder.endRow();
    }

    /** Refuses null, which a caller that is not checked for it may give. */
    void requireGiven(@Nullable Object given, String what) {
        if (given == null) {
            throw new StreamException(
                    StreamError.ROW_MISMATCH,
                    "null was given instead of " + what + "; leave the call out when there is no row, or set"
                            + " the components to null that have no value");
        }
    }

    private static MethodHandle step(RecordComponentShape component, Field field, ColumnBuilder column) {
        DataType type = field.type();
        MethodHandle accessor = component.accessor();
        Class<?> declared = component.javaClass();
        if (declared == boolean.class) {
            return through(accessor, boolean.class, BOOLEAN.bindTo(column));
        }
        if (declared.isPrimitive() && type.storage() == DataType.Storage.LONG) {
            return through(accessor, declared, LONG.bindTo(column));
        }
        if (declared.isPrimitive() && type.storage() == DataType.Storage.DOUBLE) {
            return through(accessor, declared, DOUBLE.bindTo(column));
        }
        Target target = new Target(component.name(), field, component.isTruncated());
        MethodHandle sink = declared == String.class ? TEXT : declared == Instant.class ? INSTANT : ANY;
        return MethodHandles.filterArguments(sink.bindTo(target).bindTo(column), 0, accessor);
    }

    /** Accessor (boxed by its shape), unboxed to the declared primitive, widened to what the append takes. */
    private static MethodHandle through(MethodHandle accessor, Class<?> primitive, MethodHandle append) {
        MethodHandle get = accessor.asType(MethodType.methodType(primitive, Object.class));
        MethodHandle widened = get.asType(MethodType.methodType(append.type().parameterType(0), Object.class));
        return MethodHandles.filterArguments(append, 0, widened);
    }

    private static void text(Target target, ColumnBuilder column, @Nullable Object value) {
        if (value == null) {
            target.appendNull(column);
        } else {
            column.appendText((String) value);
        }
    }

    private static void bool(ColumnBuilder column, boolean value) {
        column.appendLong(value ? 1 : 0);
    }

    private static void instant(Target target, ColumnBuilder column, @Nullable Object value) {
        if (value == null) {
            target.appendNull(column);
            return;
        }
        try {
            column.appendLong(StoredValues.micros((Instant) value, target.truncated()));
        } catch (StoredValues.Misfit misfit) {
            throw target.misfit(misfit);
        }
    }

    private static void any(Target target, ColumnBuilder column, @Nullable Object value) {
        try {
            Object stored = StoredValues.of(target.field().type(), value, target.truncated());
            if (stored == null) {
                target.appendNull(column);
            } else {
                column.append(stored);
            }
        } catch (StoredValues.Misfit misfit) {
            throw target.misfit(misfit);
        }
    }

    private static void refuseUnknown(RecordShape<?> shape, Schema schema, String source) {
        for (RecordComponentShape component : shape.components()) {
            if (schema.position(component.columnName()).isEmpty()) {
                throw new StreamException(
                        StreamError.SCHEMA_MISMATCH,
                        "component '" + component.name() + "' of record "
                                + shape.type().getSimpleName() + " is column '" + component.columnName()
                                + "', which source " + source + " does not have; its columns are "
                                + String.join(", ", schema.names())
                                + Nearest.hint(component.columnName(), schema.names()));
            }
        }
    }

    private static StreamException missing(RecordShape<?> shape, Field field, String source) {
        Set<String> components = new TreeSet<>(shape.columnNames());
        return new StreamException(
                StreamError.SCHEMA_MISMATCH,
                "column '" + field.name() + "' (" + field.type().sql() + ") of source " + source
                        + " has no component in record " + shape.type().getSimpleName() + ", whose columns are "
                        + String.join(", ", components) + "; add the component, or use the untyped writer"
                        + Nearest.hint(field.name(), components));
    }

    private static MethodHandle direct(String name, Class<?> argument) {
        try {
            return MethodHandles.lookup()
                    .findVirtual(ColumnBuilder.class, name, MethodType.methodType(void.class, argument));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MethodHandle own(String name, Class<?>... arguments) {
        try {
            return MethodHandles.lookup()
                    .findStatic(RecordAppender.class, name, MethodType.methodType(void.class, arguments));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
