package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import io.penstock.security.Tls;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Encrypts connections; the certificate files are read anew for each. Thread-safe. */
final class TlsEngines implements SslEngineFactory {
    private final Tls tls;

    TlsEngines(Tls tls) {
        this.tls = tls;
    }

    @Override
    public SSLEngine newSslEngine(EndPoint remote) {
        SSLContext context = tls.context();
        SocketAddress address = remote.resolve();
        SSLEngine engine = address instanceof InetSocketAddress socket
                ? context.createSSLEngine(socket.getHostString(), socket.getPort())
                : context.createSSLEngine();
        engine.setUseClientMode(true);
        if (tls.verifiesHost()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    @Override
    public void close() {}
}
