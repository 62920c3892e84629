package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.postgres.Endpoint;
import io.penstock.postgres.LoginRules;
import io.penstock.postgres.PoolerMode;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.TargetServer;
import io.penstock.postgres.wire.BackendDecoder;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.FrontendMessage.SslRequest;
import io.penstock.postgres.wire.SslAnswer;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.WireException;
import io.penstock.postgres.wire.auth.Login;
import io.penstock.postgres.wire.auth.LoginSettings;
import io.penstock.postgres.wire.auth.ServerSession;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes connections: TCP or Unix socket, TLS, login; and the short ones that carry a cancel. Waits; thread-safe. */
final class Connector {
    private final PostgresConfig config;
    private final ServerList servers;
    private final Time time;
    private final AtomicLong ids = new AtomicLong();
    private final Metrics.Counter cancels;

    Connector(PostgresConfig config) {
        this.config = config;
        this.time = config.time();
        this.servers = new ServerList(config.endpoints(), time);
        this.cancels = config.metrics().counter("postgres.cancels");
    }

    /** An encrypted or plain line to a server before the login. */
    record Line(
            Endpoint endpoint,
            Transport transport,
            PlainTransport plain,
            BackendDecoder decoder,
            @Nullable X509Certificate certificate) {}

    /**
     * A new connection to the first server of the list that can be reached and is of the kind that is wanted.
     *
     * @param extra startup parameters besides those of the configuration
     */
    Connection connect(Map<String, String> extra) {
        TargetServer target = config.targetServer();
        List<PostgresException> failures = new ArrayList<>();
        Connection secondChoice = null;
        for (Endpoint endpoint : servers.inOrder()) {
            Connection made;
            try {
                made = connect(endpoint, extra);
            } catch (PostgresException failed) {
                if (!ServerRole.mayTryAnother(failed)) {
                    throw failed;
                }
                servers.failed(endpoint);
                failures.add(failed);
                continue;
            }
            servers.worked(endpoint);
            if (target == TargetServer.ANY || ServerRole.isStandby(made) == (target != TargetServer.PRIMARY)) {
                end(secondChoice);
                return made;
            }
            if (target == TargetServer.PREFER_STANDBY && secondChoice == null) {
                secondChoice = made;
            } else {
                made.terminate();
                failures.add(Errors.otherRole(endpoint, target));
            }
        }
        if (secondChoice != null) {
            return secondChoice;
        }
        throw failures.size() == 1 ? failures.getFirst() : Errors.noServer(failures);
    }

    private static void end(@Nullable Connection unneeded) {
        if (unneeded != null) {
            unneeded.terminate();
        }
    }

    private Connection connect(Endpoint endpoint, Map<String, String> extra) {
        Duration timeout = config.timeouts().connect();
        long end = time.nanoTime() + timeout.toNanos();
        Credentials credentials = credentials(endpoint, timeout);
        while (true) {
            Duration left = Duration.ofNanos(Math.max(1, end - time.nanoTime()));
            Connection made = bounded(endpoint, left, timeout, line -> login(line, credentials, extra));
            if (made != null) {
                return made;
            }
            servers.isOld(endpoint);
        }
    }

    /** Sends a cancel to the server of {@code connection} and waits until it has dealt with that. */
    void cancel(Connection connection, CancelRequest request) {
        cancels.increment();
        Duration timeout = config.timeouts().cancel();
        bounded(connection.endpoint(), timeout, timeout, line -> {
            WireBuffer buffer = new WireBuffer();
            new FrontendEncoder(buffer).write(request);
            line.transport().write(buffer.view());
            ByteBuffer answer = ByteBuffer.allocate(64);
            while (line.transport().read(answer.clear()) >= 0) {
                // nothing comes but the end
            }
            line.transport().close();
            return request;
        });
    }

    private interface Talk<T extends @Nullable Object> {
        T with(Line line) throws IOException;
    }

    /** Opens a line and talks over it; when the time is up the line is closed under the talk. */
    private <T extends @Nullable Object> T bounded(Endpoint endpoint, Duration allowed, Duration whole, Talk<T> talk) {
        long end = time.nanoTime() + allowed.toNanos();
        PlainTransport plain = open(endpoint, allowed);
        Duration left = Duration.ofNanos(Math.max(1, end - time.nanoTime()));
        AtomicBoolean late = new AtomicBoolean();
        Time.Timer timer = time.schedule(left, () -> {
            late.set(true);
            plain.close();
        });
        boolean done = false;
        try {
            T result = talk.with(secure(endpoint, plain));
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

    /** A name can stand for several addresses: the first that answers is taken. */
    private PlainTransport open(Endpoint endpoint, Duration timeout) {
        long end = time.nanoTime() + timeout.toNanos();
        IOException last = null;
        for (SocketAddress address : addresses(endpoint)) {
            try {
                return PlainTransport.connect(address, Duration.ofNanos(Math.max(1, end - time.nanoTime())));
            } catch (IOException failed) {
                last = failed;
            }
        }
        throw Errors.connectFailed(endpoint, last == null ? "the host name is unknown" : reason(last), last);
    }

    private static List<? extends SocketAddress> addresses(Endpoint endpoint) {
        Optional<Path> socket = endpoint.socketFile();
        if (socket.isPresent()) {
            return List.of(UnixDomainSocketAddress.of(socket.get()));
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(endpoint.host()))
                    .map(address -> new InetSocketAddress(address, endpoint.port()))
                    .toList();
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    private Line secure(Endpoint endpoint, PlainTransport plain) throws IOException {
        Tls tls = config.tls();
        if (tls.mode() == Tls.Mode.DISABLE || endpoint.socketFile().isPresent()) {
            return new Line(endpoint, plain, plain, new BackendDecoder(), null);
        }
        if (!config.directTls() && !offersTls(plain)) {
            if (tls.mode() != Tls.Mode.PREFER) {
                throw Errors.noTls(endpoint);
            }
            return new Line(endpoint, plain, plain, new BackendDecoder(), null);
        }
        try {
            TlsTransport encrypted = TlsTransport.handshake(plain, tls, endpoint, config.directTls());
            return new Line(endpoint, encrypted, plain, new BackendDecoder(), encrypted.serverCertificate());
        } catch (javax.net.ssl.SSLException refused) {
            throw Errors.handshake(endpoint, refused);
        }
    }

    private static boolean offersTls(PlainTransport plain) throws IOException {
        WireBuffer buffer = new WireBuffer();
        new FrontendEncoder(buffer).write(new SslRequest());
        plain.write(buffer.view());
        // One byte and no more: what follows a yes already belongs to the handshake.
        ByteBuffer answer = ByteBuffer.allocate(1);
        int first = plain.read(answer) < 0 ? -1 : answer.get(0) & 0xff;
        return SslAnswer.of(first) != SslAnswer.REFUSED;
    }

    /** Null when the server wants the older protocol. */
    private @Nullable Connection login(Line line, Credentials credentials, Map<String, String> extra)
            throws IOException {
        Login login = new Login(settings(line.endpoint(), extra), credentials, line.certificate());
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
                    throw Errors.connectRefused(refused.error(), line.endpoint());
                }
            }
        }
    }

    private Connection connection(Line line, ServerSession session) {
        return new Connection(
                ids.incrementAndGet(),
                line,
                session,
                config.limits().statementsMax(),
                config.poolerMode() == PoolerMode.SESSION);
    }

    private LoginSettings settings(Endpoint endpoint, Map<String, String> extra) {
        LoginRules rules = config.loginRules();
        LoginSettings settings = LoginSettings.defaults()
                .version(servers.version(endpoint))
                .database(config.database())
                .applicationName(config.applicationName())
                .allowMd5(rules.md5())
                .allowCleartext(
                        LoginSettings.Cleartext.valueOf(rules.cleartext().name()))
                .channelBinding(
                        rules.channelBinding()
                                ? LoginSettings.ChannelBinding.REQUIRE
                                : LoginSettings.ChannelBinding.PREFER);
        for (Map.Entry<String, String> parameter : config.parameters().entrySet()) {
            settings = settings.parameter(parameter.getKey(), parameter.getValue());
        }
        for (Map.Entry<String, String> parameter : extra.entrySet()) {
            settings = settings.parameter(parameter.getKey(), parameter.getValue());
        }
        return settings;
    }

    private Credentials credentials(Endpoint endpoint, Duration timeout) {
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
        return Errors.connectFailed(config.endpoint(), broken.toString(), broken);
    }

    private static String reason(IOException failed) {
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }
}
