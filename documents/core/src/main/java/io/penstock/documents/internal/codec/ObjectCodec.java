package io.penstock.documents.internal.codec;

import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.internal.model.Component;
import io.penstock.documents.internal.model.ObjectShape;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes objects of one class apart into CQL values and makes them of such values. The values are those of the columns
 * or fields in order, those of embedded records in their place. Made once per class. Immutable.
 */
public final class ObjectCodec<T> {
    private final Class<T> type;
    private final MethodHandle constructor;
    private final MethodHandle ofArray;
    private final Member[] members;
    private final Leaf[] leaves;
    private final List<String> columns;

    private ObjectCodec(Class<T> type, MethodHandle constructor, Member[] members, ObjectShape shape) {
        this.type = type;
        this.constructor = constructor;
        this.ofArray = Handles.ofArray(constructor);
        this.members = members;
        List<Leaf> all = new ArrayList<>();
        for (Member member : members) {
            member.collectLeaves(all);
        }
        this.leaves = all.toArray(new Leaf[0]);
        this.columns = shape.values().stream().map(ObjectShape.Value::column).toList();
    }

    /** The codec of a shape of a class that runs. */
    static ObjectCodec<?> of(ObjectShape shape) {
        return of(shape, Reflected.classOf(shape.declared()));
    }

    @SuppressWarnings("unchecked") // the shape is that of the class
    private static <T> ObjectCodec<T> of(ObjectShape shape, Class<?> type) {
        List<Class<?>> parameters = new ArrayList<>();
        Member[] members = new Member[shape.members().size()];
        for (int i = 0; i < members.length; i++) {
            ObjectShape.Member member = shape.members().get(i);
            parameters.add(Reflected.rawClassOf(member.component().type()));
            MethodHandle getter = Handles.getter(member.component());
            members[i] = switch (member) {
                case ObjectShape.Value value ->
                    new Leaf(getter, Codecs.of(value.component(), value.mapping()), value.component(), value.column());
                case ObjectShape.Spread spread -> new Branch(getter, of(spread.shape()), spread.optional());
            };
        }
        return new ObjectCodec<>((Class<T>) type, Handles.constructor(type, parameters), members, shape);
    }

    Class<T> javaClass() {
        return type;
    }

    /** The names of the columns or fields. */
    List<String> columns() {
        return columns;
    }

    /** The codec of a column or field. */
    ValueCodec codec(int index) {
        return leaves[index].codec();
    }

    /** A field by its component. */
    Optional<ValueCodec.Field> field(String component) {
        for (Leaf leaf : leaves) {
            if (leaf.component().name().equals(component)) {
                return Optional.of(new ValueCodec.Field(leaf.column(), leaf.codec()));
            }
        }
        return Optional.empty();
    }

    /** The CQL values of an object. */
    @Nullable
    Object[] encode(Object object) {
        @Nullable Object[] values = new @Nullable Object[leaves.length];
        encode(object, values, 0);
        return values;
    }

    /** Puts the CQL values of an object into an array, from a place on; null stands for an object that is not there. */
    void encode(@Nullable Object object, @Nullable Object[] into, int from) {
        int at = from;
        for (Member member : members) {
            member.encode(object, into, at);
            at += member.width();
        }
    }

    /** The CQL value of one column of an object. */
    @Nullable
    Object encode(@Nullable Object object, int index) {
        int at = index;
        for (Member member : members) {
            if (at < member.width()) {
                return member.encode(object, at);
            }
            at -= member.width();
        }
        throw new IndexOutOfBoundsException("column " + index + " of " + leaves.length);
    }

    /** The object of CQL values, asked for by place. */
    T decode(IntFunction<@Nullable Object> values) {
        @Nullable Object[] raw = new @Nullable Object[leaves.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = values.apply(i);
        }
        return decode(raw, 0);
    }

    /** Makes objects of rows: for each column where a row has it, below 0 where it has not. Make it once. */
    Function<CqlRow, T> maker(int[] places) {
        RowMaker.Reader[] readers = new RowMaker.Reader[members.length];
        int at = 0;
        for (int i = 0; i < readers.length; i++) {
            readers[i] = members[i].reader(places, at);
            at += members[i].width();
        }
        MethodHandle handle = RowMaker.of(constructor, readers);
        return row -> {
            try {
                return type.cast((Object) handle.invokeExact(row));
            } catch (RuntimeException | Error thrown) {
                throw thrown;
            } catch (Throwable checked) {
                throw failed(checked);
            }
        };
    }

    /** The object of CQL values in an array, from a place on. */
    T decode(@Nullable Object[] raw, int from) {
        @Nullable Object[] arguments = new @Nullable Object[members.length];
        int at = from;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = members[i].decode(raw, at);
            at += members[i].width();
        }
        return make(arguments);
    }

    private T make(@Nullable Object[] arguments) {
        try {
            return type.cast((Object) ofArray.invokeExact(arguments));
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw failed(checked);
        }
    }

    private IllegalStateException failed(Throwable checked) {
        return new IllegalStateException("the constructor of " + type.getName() + " failed", checked);
    }

    /** What becomes of a component. */
    private sealed interface Member {
        /** How many columns it has. */
        int width();

        void encode(@Nullable Object object, @Nullable Object[] into, int at);

        /** The value of one of its columns. */
        @Nullable
        Object encode(@Nullable Object object, int index);

        @Nullable
        Object decode(@Nullable Object[] raw, int at);

        /** Reads it from a row, whose places of its columns begin somewhere. */
        RowMaker.Reader reader(int[] places, int from);

        void collectLeaves(List<Leaf> into);
    }

    /** One column or field. */
    private record Leaf(MethodHandle getter, ValueCodec codec, Component component, String column) implements Member {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public void encode(@Nullable Object object, @Nullable Object[] into, int at) {
            into[at] = encode(object, 0);
        }

        @Override
        public @Nullable Object encode(@Nullable Object object, int index) {
            return object == null ? null : codec.ofComponent(read(getter, object));
        }

        @Override
        public @Nullable Object decode(@Nullable Object[] raw, int at) {
            return codec.toJava(raw[at]);
        }

        @Override
        public RowMaker.Reader reader(int[] places, int from) {
            return RowMaker.column(codec, places[from]);
        }

        @Override
        public void collectLeaves(List<Leaf> into) {
            into.add(this);
        }
    }

    /** An embedded record. */
    private record Branch(MethodHandle getter, ObjectCodec<?> codec, boolean optional) implements Member {
        @Override
        public int width() {
            return codec.leaves.length;
        }

        @Override
        public void encode(@Nullable Object object, @Nullable Object[] into, int at) {
            codec.encode(inside(object), into, at);
        }

        @Override
        public @Nullable Object encode(@Nullable Object object, int index) {
            return codec.encode(inside(object), index);
        }

        private @Nullable Object inside(@Nullable Object object) {
            Object value = object == null ? null : read(getter, object);
            return value instanceof Optional<?> some ? some.orElse(null) : value;
        }

        @Override
        public @Nullable Object decode(@Nullable Object[] raw, int at) {
            boolean there = false;
            for (int i = 0; i < codec.leaves.length; i++) {
                there |= raw[at + i] != null;
            }
            Object value = there ? codec.decode(raw, at) : null;
            return optional ? Optional.ofNullable(value) : value;
        }

        @Override
        public RowMaker.Reader reader(int[] places, int from) {
            return RowMaker.embedded(values -> decode(values, 0), places, from, width());
        }

        @Override
        public void collectLeaves(List<Leaf> into) {
            into.addAll(List.of(codec.leaves));
        }
    }

    private static @Nullable Object read(MethodHandle getter, Object object) {
        try {
            return (Object) getter.invokeExact(object);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException(
                    "reading a component of " + object.getClass().getName() + " failed", checked);
        }
    }
}
