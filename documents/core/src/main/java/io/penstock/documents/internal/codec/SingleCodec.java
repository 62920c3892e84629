package io.penstock.documents.internal.codec;

import io.penstock.documents.internal.model.EntityRules;
import java.util.Optional;

/** Results of one column as values of a class without parts. Pure functions. */
public final class SingleCodec {
    private SingleCodec() {}

    /** The codec of a class that one column holds; empty for records and all others. */
    public static Optional<ValueCodec> of(Class<?> type) {
        if (type.isPrimitive()) {
            return Optional.empty();
        }
        return EntityRules.single(type).map(mapping -> Codecs.of(new Where(type, "value"), mapping));
    }
}
