package io.penstock.postgres.internal;

import io.penstock.postgres.Endpoint;
import io.penstock.security.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A transport with TLS over a plain one, by the JDK's own socket. Thread-safe as {@link Transport} says. */
final class TlsTransport implements Transport {
    private static final String PROTOCOL = "postgresql";

    private final PlainTransport plain;
    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    private TlsTransport(PlainTransport plain, SSLSocket socket) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /**
     * Shakes hands. Host names are checked when {@code tls} says so.
     *
     * @param direct whether nothing was said before: then the handshake names the protocol, and the server must too
     */
    static TlsTransport handshake(PlainTransport plain, Tls tls, Endpoint endpoint, boolean direct) throws IOException {
        String host = endpoint.host();
        int port = endpoint.port();
        SSLSocket socket =
                (SSLSocket) tls.context().getSocketFactory().createSocket(new PlainSocket(plain), host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        if (tls.verifiesHost()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (direct) {
            parameters.setApplicationProtocols(new String[] {PROTOCOL});
        }
        socket.setSSLParameters(parameters);
        socket.setUseClientMode(true);
        socket.startHandshake();
        if (direct && !PROTOCOL.equals(socket.getApplicationProtocol())) {
            throw new SSLException("the server does not say that it speaks PostgreSQL over TLS from the start");
        }
        return new TlsTransport(plain, socket);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        if (count > 0) {
            into.position(into.position() + count);
        }
        return count;
    }

    @Override
    public int poll(ByteBuffer into) throws IOException {
        return in.available() > 0 || plain.hasInput() ? read(into) : 0;
    }

    @Override
    public boolean hasEnded() {
        return plain.hasEndedBelow();
    }

    /** What the server showed in the handshake. */
    X509Certificate serverCertificate() throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        out.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
        out.flush();
        from.position(from.limit());
    }

    /** Never writes: a TLS record cannot be written by half. */
    @Override
    public boolean offer(ByteBuffer from) {
        return !from.hasRemaining();
    }

    @Override
    public void close() {
        // The JDK's close would write a farewell and could wait for a reader; the server needs neither.
        plain.close();
    }

    /** What the JDK's TLS needs of a socket, over a plain transport. */
    private static final class PlainSocket extends Socket {
        private final PlainTransport plain;

        PlainSocket(PlainTransport plain) {
            this.plain = plain;
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return length == 0 ? 0 : plain.read(ByteBuffer.wrap(bytes, offset, length));
                }
            };
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    plain.write(ByteBuffer.wrap(bytes, offset, length));
                }
            };
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public InetAddress getInetAddress() {
            return plain.channel().socket().getInetAddress();
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return plain.channel().socket().getRemoteSocketAddress();
        }

        @Override
        public int getPort() {
            return plain.channel().socket().getPort();
        }

        @Override
        public void setSoTimeout(int timeout) {
            // waits end by an answer, or by closing the transport
        }

        @Override
        public int getSoTimeout() {
            return 0;
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            // set on the channel
        }

        @Override
        public void close() {
            plain.close();
        }
    }
}
