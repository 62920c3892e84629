package io.penstock.postgres.testkit;

import io.penstock.postgres.wire.BackendEncoder;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.FrontendDecoder;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.SslRequest;
import io.penstock.postgres.wire.FrontendMessage.Terminate;
import io.penstock.postgres.wire.WireBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plays one script on one connection. Confined to the connection's thread. */
final class ScriptPlayer {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Consumer<FrontendMessage> received;
    private final Function<String, CountDownLatch> latches;
    private final FrontendDecoder decoder = new FrontendDecoder();
    private final byte[] piece = new byte[8192];

    ScriptPlayer(Socket socket, Consumer<FrontendMessage> received, Function<String, CountDownLatch> latches)
            throws IOException {
        this.socket = socket;
        this.received = received;
        this.latches = latches;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ScriptedPostgres.PATIENCE_SECONDS * 1000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    void play(Script script) throws IOException {
        int number = 0;
        for (Script.Step step : script.steps()) {
            number++;
            try {
                play(step);
            } catch (IOException | RuntimeException failure) {
                throw new IOException(
                        "step " + number + " of " + script.steps().size() + " failed: " + failure, failure);
            }
        }
    }

    private void play(Script.Step step) throws IOException {
        switch (step) {
            case Script.Step.Expect(String wanted, Function<FrontendMessage, Boolean> test) -> {
                FrontendMessage message = next(wanted);
                if (!test.apply(message)) {
                    throw new IOException("expected " + wanted + ", got " + message);
                }
            }
            case Script.Step.Until(Class<? extends FrontendMessage> last) -> {
                FrontendMessage message = next(last.getSimpleName());
                while (!last.isInstance(message)) {
                    message = next(last.getSimpleName());
                }
            }
            case Script.Step.Send(Bytes bytes, int pieceBytes) -> send(bytes, pieceBytes);
            case Script.Step.Serve(Function<FrontendMessage, java.util.List<BackendMessage>> answers) -> serve(answers);
            case Script.Step.Stall(String latch) -> stall(latch);
            case Script.Step.Ask(FrontendDecoder.Answer answer) -> decoder.expect(answer);
            case Script.Step.Cut(boolean reset) -> {
                if (reset) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            }
        }
    }

    private void send(Bytes bytes, int pieceBytes) throws IOException {
        for (int at = 0; at < bytes.length(); at += pieceBytes) {
            int count = Math.min(pieceBytes, bytes.length() - at);
            out.write(bytes.array(), bytes.offset() + at, count);
            out.flush();
            if (count == bytes.length() - at) {
                return;
            }
        }
    }

    private void serve(Function<FrontendMessage, java.util.List<BackendMessage>> answers) throws IOException {
        BackendEncoder encoder = new BackendEncoder(new WireBuffer());
        while (true) {
            FrontendMessage message = decoder.next();
            if (message == null) {
                if (!encoder.buffer().isEmpty()) {
                    out.write(encoder.buffer().array(), 0, encoder.buffer().size());
                    out.flush();
                    encoder.buffer().clear();
                }
                if (!read()) {
                    return;
                }
                continue;
            }
            received.accept(message);
            if (message instanceof Terminate) {
                return;
            }
            answers.apply(message).forEach(encoder::write);
        }
    }

    private void stall(String latch) throws IOException {
        try {
            if (!latches.apply(latch).await(ScriptedPostgres.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("nobody released '" + latch + "'");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in the stall '" + latch + "'", interrupted);
        }
    }

    private FrontendMessage next(String wanted) throws IOException {
        while (true) {
            @Nullable FrontendMessage message = decoder.next();
            if (message == null) {
                if (!read()) {
                    throw new IOException("expected " + wanted + ", but the client closed the connection");
                }
            } else if (message instanceof SslRequest && !wanted.equals(SslRequest.class.getSimpleName())) {
                out.write('N');
                out.flush();
            } else {
                received.accept(message);
                return message;
            }
        }
    }

    private boolean read() throws IOException {
        try {
            int count = in.read(piece);
            if (count < 0) {
                return false;
            }
            decoder.feed(ByteBuffer.wrap(piece, 0, count));
            return true;
        } catch (SocketTimeoutException silent) {
            throw new IOException("no message within " + ScriptedPostgres.PATIENCE_SECONDS + " s", silent);
        }
    }
}
