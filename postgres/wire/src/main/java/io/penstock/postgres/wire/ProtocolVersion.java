package io.penstock.postgres.wire;

/**
 * A version of the protocol.
 *
 * @param major always 3 today
 * @param minor 0 (cancel keys of 4 bytes) or 2 (cancel keys of 4 to 256 bytes)
 */
public record ProtocolVersion(int major, int minor) {
    /** What every server since 7.4 and every pooler speaks. */
    public static final ProtocolVersion V3_0 = new ProtocolVersion(3, 0);

    /** PostgreSQL 18 and later; older servers answer with {@link BackendMessage.NegotiateProtocolVersion}. */
    public static final ProtocolVersion V3_2 = new ProtocolVersion(3, 2);

    public ProtocolVersion {
        if (major < 0 || major > 0x7fff || minor < 0 || minor > 0xffff) {
            throw new IllegalArgumentException("no protocol version: " + major + "." + minor);
        }
    }

    /** The number on the wire. */
    public int code() {
        return (major << 16) | minor;
    }

    static ProtocolVersion of(int code) {
        if (code < 0) {
            throw Errors.violation("a protocol version expected, got " + Integer.toHexString(code));
        }
        return new ProtocolVersion(code >>> 16, code & 0xffff);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
