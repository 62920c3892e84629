package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.util.UUID;

/** uuid. */
final class UuidCodec extends ScalarCodec<UUID> {
    UuidCodec() {
        super(PgType.UUID, UUID.class);
    }

    @Override
    public void encode(UUID value, WireBuffer out) {
        out.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    @Override
    public UUID decode(byte[] bytes, int offset, int length) {
        checkLength(length, 16);
        return new UUID((long) LONG.get(bytes, offset), (long) LONG.get(bytes, offset + 8));
    }

    @Override
    String toText(UUID value) {
        return value.toString();
    }

    @Override
    UUID fromText(String text) {
        return UUID.fromString(text);
    }
}
