package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.util.function.Function;

/** A Java type by way of another that has a codec. */
final class MappedCodec<S, T> extends ScalarCodec<T> {
    private final ScalarCodec<S> inner;
    private final Function<T, S> to;
    private final Function<S, T> from;

    MappedCodec(ScalarCodec<S> inner, Class<T> javaType, Function<T, S> to, Function<S, T> from) {
        super(inner.type(), javaType);
        this.inner = inner;
        this.to = to;
        this.from = from;
    }

    @Override
    public void encode(T value, WireBuffer out) {
        inner.encode(to.apply(value), out);
    }

    @Override
    public T decode(byte[] bytes, int offset, int length) {
        return from.apply(inner.decode(bytes, offset, length));
    }

    @Override
    public void encodeText(T value, WireBuffer out) {
        inner.encodeText(to.apply(value), out);
    }

    @Override
    public T decodeText(byte[] bytes, int offset, int length) {
        return from.apply(inner.decodeText(bytes, offset, length));
    }

    @Override
    String toText(T value) {
        return inner.toText(to.apply(value));
    }

    @Override
    T fromText(String text) {
        return from.apply(inner.fromText(text));
    }
}
