package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;

/** boolean. */
final class BooleanCodec extends ScalarCodec<Boolean> {
    BooleanCodec() {
        super(PgType.BOOL, Boolean.class);
    }

    @Override
    public void encode(Boolean value, WireBuffer out) {
        out.putByte(value ? 1 : 0);
    }

    @Override
    public Boolean decode(byte[] bytes, int offset, int length) {
        checkLength(length, 1);
        return bytes[offset] != 0;
    }

    @Override
    String toText(Boolean value) {
        return value ? "t" : "f";
    }

    @Override
    Boolean fromText(String text) {
        return switch (text) {
            case "t", "true" -> true;
            case "f", "false" -> false;
            default -> throw malformed();
        };
    }
}
