package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** inet as one host's address. A network with a shorter mask has no Java type here and is refused. */
final class InetCodec extends ScalarCodec<InetAddress> {
    private static final int FAMILY_4 = 2;
    private static final int FAMILY_6 = 3;
    /** Only literals: a name would be looked up in the network. */
    private static final Pattern LITERAL = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    InetCodec() {
        super(PgType.INET, InetAddress.class);
    }

    @Override
    public void encode(InetAddress value, WireBuffer out) {
        checkScope(value);
        byte[] address = value.getAddress();
        out.putByte(value instanceof Inet4Address ? FAMILY_4 : FAMILY_6);
        out.putByte(address.length * 8).putByte(0).putByte(address.length).putBytes(address);
    }

    private void checkScope(InetAddress value) {
        if (value instanceof Inet6Address six && (six.getScopeId() != 0 || six.getScopedInterface() != null)) {
            throw ValueErrors.outOfRange("InetAddress with a scope", sqlName(), "which holds no scope");
        }
    }

    @Override
    public InetAddress decode(byte[] bytes, int offset, int length) {
        int size = length < 4 ? -1 : bytes[offset + 3] & 0xff;
        if (size != length - 4 || (size != 4 && size != 16)) {
            throw ValueErrors.malformed(sqlName(), "it has " + length + " bytes");
        }
        if ((bytes[offset + 1] & 0xff) != size * 8) {
            throw network();
        }
        return address(Arrays.copyOfRange(bytes, offset + 4, offset + length));
    }

    private InetAddress address(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw ValueErrors.malformed(sqlName(), "it has " + address.length + " bytes");
        }
    }

    private RuntimeException network() {
        return ValueErrors.unreadable(sqlName(), "InetAddress", "it is a network, not a host; select host(…) of it");
    }

    @Override
    String toText(InetAddress value) {
        checkScope(value);
        return value.getHostAddress();
    }

    @Override
    InetAddress fromText(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            throw network();
        }
        if (!LITERAL.matcher(text).matches()) {
            throw malformed();
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException wrong) {
            throw malformed();
        }
    }
}
