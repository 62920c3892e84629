package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.postgres.Endpoint;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.wire.BackendDecoder;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.FrontendMessage.SslRequest;
import io.penstock.postgres.wire.ProtocolVersion;
import io.penstock.postgres.wire.SslAnswer;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.WireException;
import io.penstock.postgres.wire.auth.Login;
import io.penstock.postgres.wire.auth.LoginSettings;
import io.penstock.postgres.wire.auth.ServerSession;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes connections: TCP, TLS, login; and the short ones that carry a cancel. Waits; thread-safe. */
final class Connector {
    private final PostgresConfig config;
    private final Endpoint endpoint;
    private final Time time;
    private final AtomicLong ids = new AtomicLong();
    private volatile ProtocolVersion version = ProtocolVersion.V3_2;

    Connector(PostgresConfig config) {
        this.config = config;
        this.endpoint = config.endpoint();
        this.time = config.time();
    }

    /** An encrypted or plain line to the server before the login. */
    record Line(
            Transport transport,
            PlainTransport plain,
            BackendDecoder decoder,
            @Nullable X509Certificate certificate) {}

    /**
     * A new connection, logged in.
     *
     * @param extra startup parameters besides those of the configuration
     */
    Connection connect(Map<String, String> extra) {
        Duration timeout = config.timeouts().connect();
        long end = time.nanoTime() + timeout.toNanos();
        Credentials credentials = credentials(timeout);
        while (true) {
            Duration left = Duration.ofNanos(Math.max(1, end - time.nanoTime()));
            Connection made = bounded(left, timeout, line -> login(line, credentials, extra));
            if (made != null) {
                return made;
            }
            version = ProtocolVersion.V3_0;
        }
    }

    /** Sends a cancel and waits until the server has dealt with it. */
    void cancel(CancelRequest request) {
        Duration timeout = config.timeouts().cancel();
        bounded(timeout, timeout, line -> {
            WireBuffer buffer = new WireBuffer();
            new FrontendEncoder(buffer).write(request);
            line.transport().write(buffer.view());
            ByteBuffer answer = ByteBuffer.allocate(64);
            while (line.transport().read(answer.clear()) >= 0) {
                // nothing comes but the end
            }
            line.transport().close();
            return endpoint;
        });
    }

    private interface Talk<T extends @Nullable Object> {
        T with(Line line) throws IOException;
    }

    /** Opens a line and talks over it; when the time is up the line is closed under the talk. */
    private <T extends @Nullable Object> T bounded(Duration allowed, Duration whole, Talk<T> talk) {
        long end = time.nanoTime() + allowed.toNanos();
        PlainTransport plain = open(allowed);
        Duration left = Duration.ofNanos(Math.max(1, end - time.nanoTime()));
        AtomicBoolean late = new AtomicBoolean();
        Time.Timer timer = time.schedule(left, () -> {
            late.set(true);
            plain.close();
        });
        boolean done = false;
        try {
            T result = talk.with(secure(plain));
            done = result != null;
            return result;
        } catch (IOException failed) {
            throw late.get()
                    ? Errors.connectTimeout(endpoint, whole)
                    : Errors.connectFailed(endpoint, reason(failed), failed);
        } catch (WireException failed) {
            throw Errors.login(failed);
        } finally {
            timer.cancel();
            if (!done) {
                plain.close();
            }
        }
    }

    private PlainTransport open(Duration timeout) {
        InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
        if (address.isUnresolved()) {
            throw Errors.connectFailed(endpoint, "the host name is unknown", null);
        }
        try {
            return PlainTransport.connect(address, timeout);
        } catch (IOException failed) {
            throw Errors.connectFailed(endpoint, reason(failed), failed);
        }
    }

    private Line secure(PlainTransport plain) throws IOException {
        Tls tls = config.tls();
        if (tls.mode() == Tls.Mode.DISABLE) {
            return new Line(plain, plain, new BackendDecoder(), null);
        }
        WireBuffer buffer = new WireBuffer();
        new FrontendEncoder(buffer).write(new SslRequest());
        plain.write(buffer.view());
        // One byte and no more: what follows a yes already belongs to the handshake.
        ByteBuffer answer = ByteBuffer.allocate(1);
        int first = plain.read(answer) < 0 ? -1 : answer.get(0) & 0xff;
        if (SslAnswer.of(first) == SslAnswer.REFUSED) {
            if (tls.mode() != Tls.Mode.PREFER) {
                throw Errors.noTls(endpoint);
            }
            return new Line(plain, plain, new BackendDecoder(), null);
        }
        try {
            TlsTransport encrypted = TlsTransport.handshake(plain, tls, endpoint.host(), endpoint.port());
            return new Line(encrypted, plain, new BackendDecoder(), encrypted.serverCertificate());
        } catch (javax.net.ssl.SSLException refused) {
            throw Errors.handshake(endpoint, refused);
        }
    }

    /** Null when the server wants the older protocol. */
    private @Nullable Connection login(Line line, Credentials credentials, Map<String, String> extra)
            throws IOException {
        Login login = new Login(settings(extra), credentials, line.certificate());
        WireBuffer buffer = new WireBuffer();
        FrontendEncoder out = new FrontendEncoder(buffer);
        out.write(login.start());
        while (true) {
            if (!buffer.isEmpty()) {
                line.transport().write(buffer.view());
                buffer.clear();
            }
            BackendMessage message = line.decoder().next();
            if (message == null) {
                int count = line.transport().read(line.decoder().space());
                if (count < 0) {
                    throw new IOException("it closed the connection during the login");
                }
                line.decoder().received(count);
                continue;
            }
            switch (login.on(message)) {
                case Login.Step.Send send -> out.write(send.message());
                case Login.Step.More more -> {}
                case Login.Step.Ready ready -> {
                    return connection(line, ready.session());
                }
                case Login.Step.Refused refused -> {
                    if (refused.oldProtocol()) {
                        return null;
                    }
                    throw Errors.connectRefused(refused.error(), endpoint);
                }
            }
        }
    }

    private Connection connection(Line line, ServerSession session) {
        return new Connection(
                ids.incrementAndGet(), line, session, config.limits().statementsMax());
    }

    private LoginSettings settings(Map<String, String> extra) {
        LoginSettings settings = LoginSettings.defaults()
                .version(version)
                .database(config.database())
                .applicationName(config.applicationName());
        for (Map.Entry<String, String> parameter : config.parameters().entrySet()) {
            settings = settings.parameter(parameter.getKey(), parameter.getValue());
        }
        for (Map.Entry<String, String> parameter : extra.entrySet()) {
            settings = settings.parameter(parameter.getKey(), parameter.getValue());
        }
        return settings;
    }

    private Credentials credentials(Duration timeout) {
        @Nullable Credentials given;
        try {
            given = config.credentials()
                    .credentials()
                    .toCompletableFuture()
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw Errors.connectFailed(endpoint, "the credentials provider failed", failed.getCause());
        } catch (TimeoutException late) {
            throw Errors.connectFailed(endpoint, "the credentials provider gave no answer in time", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Errors.connectFailed(endpoint, "interrupted", interrupted);
        } catch (Throwable thrown) {
            throw Errors.connectFailed(endpoint, "the credentials provider failed", thrown);
        }
        if (given == null) {
            throw Errors.connectFailed(endpoint, "the credentials provider gave null", null);
        }
        return given;
    }

    /** What is not ours, as a failure of connecting. */
    RuntimeException failed(Throwable broken) {
        return Errors.connectFailed(endpoint, broken.toString(), broken);
    }

    private static String reason(IOException failed) {
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }
}
