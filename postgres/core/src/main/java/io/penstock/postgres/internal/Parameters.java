package io.penstock.postgres.internal;

import io.penstock.PenstockException;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.ValueEncoder;
import io.penstock.postgres.wire.type.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the values of a statement. The codecs of the last call are kept, since the next mostly has the same types. */
final class Parameters {
    private final List<Integer> oids;
    private final @Nullable Class<?>[] lastClasses;
    private final ValueEncoder<?>[] encoders;

    Parameters(List<Integer> oids) {
        this.oids = oids;
        this.lastClasses = new Class<?>[oids.size()];
        this.encoders = new ValueEncoder<?>[oids.size()];
    }

    List<Integer> oids() {
        return oids;
    }

    /** Writes a Bind. When a value does not go with its parameter, nothing is written. */
    static void bind(FrontendEncoder out, Prepared prepared, List<? extends @Nullable Object> args) {
        prepared.parameters().bindValues(out, prepared, args);
    }

    private void bindValues(FrontendEncoder out, Prepared prepared, List<? extends @Nullable Object> args) {
        if (args.size() != oids.size()) {
            throw Errors.wrongArgumentCount(prepared.sql(), oids.size(), args.size());
        }
        @Nullable Object[] values = new Object[args.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = Types.unwrapped(args.get(i));
            values[i] = value;
            if (value != null && (lastClasses[i] != value.getClass() || value instanceof List)) {
                encoders[i] = encoder(i, value);
                lastClasses[i] = value.getClass();
            }
        }
        try {
            out.bind(prepared.name(), encoders, values, prepared.formats());
        } catch (PenstockException unfit) {
            throw located(values, unfit);
        }
    }

    private ValueEncoder<?> encoder(int index, Object value) {
        try {
            return Types.codecOf(value, oids.get(index));
        } catch (PenstockException mismatch) {
            throw Types.at("parameter $" + (index + 1), mismatch);
        }
    }

    /** Finds the value that does not fit by writing each alone. */
    private PenstockException located(@Nullable Object[] values, PenstockException unfit) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                try {
                    encodeAlone(encoders[i], value);
                } catch (PenstockException itself) {
                    return Types.at("parameter $" + (i + 1), itself);
                }
            }
        }
        return unfit;
    }

    @SuppressWarnings("unchecked") // the encoder was found by the value's class
    private static void encodeAlone(ValueEncoder<?> encoder, Object value) {
        ((Codec<Object>) encoder).encode(value, new io.penstock.postgres.wire.WireBuffer());
    }
}
