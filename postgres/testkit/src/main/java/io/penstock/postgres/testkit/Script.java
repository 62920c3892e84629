package io.penstock.postgres.testkit;

import io.penstock.postgres.wire.BackendEncoder;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOk;
import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.BackendMessage.ParameterStatus;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.FrontendDecoder.Answer;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.FrontendMessage.Startup;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.postgres.wire.WireBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What a {@link ScriptedPostgres} does on one connection, step by step. Immutable: every call gives a longer script.
 *
 * <pre>{@code
 * Script.login()
 *     .expect(Query.class)
 *     .send(new ParseComplete())      // an odd answer
 *     .stall("wait")                  // until server.release("wait")
 *     .cut()
 * }</pre>
 */
public final class Script {
    /** One step. */
    sealed interface Step {
        /** The next message must satisfy the test; {@code wanted} names it in a failure. */
        record Expect(String wanted, Function<FrontendMessage, Boolean> test) implements Step {}

        /** Messages of any kind are taken until one of this kind was. */
        record Until(Class<? extends FrontendMessage> last) implements Step {}

        /** These bytes go out, in pieces of at most so many. */
        record Send(Bytes bytes, int pieceBytes) implements Step {}

        /** Every message is answered so, until the client says goodbye. */
        record Serve(Function<FrontendMessage, List<BackendMessage>> answers) implements Step {}

        /** Nothing happens until the latch of this name is released. */
        record Stall(String latch) implements Step {}

        /** What the next message of type 'p' is. */
        record Ask(Answer answer) implements Step {}

        /** The connection ends: in order, or with a reset. */
        record Cut(boolean reset) implements Step {}
    }

    private static final Script EMPTY = new Script(List.of());

    private final List<Step> steps;

    private Script(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    List<Step> steps() {
        return steps;
    }

    /** A connection on which nothing was said yet. A request for TLS is answered with no, without a step. */
    public static Script connection() {
        return EMPTY;
    }

    /** A client logs in without a password, as backend 4711 with key 1234. */
    public static Script login() {
        return login(new BackendKeyData(4711, Bytes.of(new byte[] {1, 2, 3, 4})));
    }

    /** A client logs in without a password and gets this key. */
    public static Script login(BackendKeyData key) {
        return connection()
                .expect(Startup.class)
                .send(
                        new AuthenticationOk(),
                        new ParameterStatus("server_version", "18.0 (scripted)"),
                        new ParameterStatus("client_encoding", "UTF8"),
                        key,
                        new ReadyForQuery(TransactionStatus.IDLE));
    }

    /** A connection that brings this cancel request and nothing else. */
    public static Script cancel(BackendKeyData key) {
        return connection()
                .expect(new CancelRequest(key.processId(), key.secretKey()))
                .cut();
    }

    /** The next messages must be of these kinds. */
    @SafeVarargs
    public final Script expect(Class<? extends FrontendMessage>... kinds) {
        Script script = this;
        for (Class<? extends FrontendMessage> kind : kinds) {
            script = script.and(new Step.Expect(kind.getSimpleName(), kind::isInstance));
        }
        return script;
    }

    /** The next messages must be these. */
    public Script expect(FrontendMessage... messages) {
        Script script = this;
        for (FrontendMessage message : messages) {
            script = script.and(new Step.Expect(message.toString(), message::equals));
        }
        return script;
    }

    /** Any messages, up to and with the first of this kind. */
    public Script expectUntil(Class<? extends FrontendMessage> last) {
        return and(new Step.Until(last));
    }

    /** Sends messages in one write. */
    public Script send(BackendMessage... messages) {
        return and(new Step.Send(encoded(messages), Integer.MAX_VALUE));
    }

    /** Sends messages in pieces of so many bytes, each in a write of its own. */
    public Script sendInPieces(int pieceBytes, BackendMessage... messages) {
        return and(new Step.Send(encoded(messages), pieceBytes));
    }

    /** Sends only the first bytes of what the messages are. */
    public Script sendPart(int bytes, BackendMessage... messages) {
        Bytes all = encoded(messages);
        return and(new Step.Send(Bytes.of(all.array(), all.offset(), bytes), Integer.MAX_VALUE));
    }

    /** Sends any bytes, for answers that are not the protocol. */
    public Script sendBytes(byte[] bytes) {
        return and(new Step.Send(Bytes.of(bytes.clone()), Integer.MAX_VALUE));
    }

    /** Answers every message by a function, until the client ends the connection; the last step. */
    public Script serve(Function<FrontendMessage, List<BackendMessage>> answers) {
        return and(new Step.Serve(answers));
    }

    /** Does nothing until {@link ScriptedPostgres#release} is called with this name. */
    public Script stall(String latch) {
        return and(new Step.Stall(latch));
    }

    /** Says what the client's next message of type 'p' is; a password otherwise. */
    public Script ask(Answer answer) {
        return and(new Step.Ask(answer));
    }

    /** Closes the connection. */
    public Script cut() {
        return and(new Step.Cut(false));
    }

    /** Resets the connection, so that unread data is lost on both sides. */
    public Script reset() {
        return and(new Step.Cut(true));
    }

    private Script and(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Script(more);
    }

    private static Bytes encoded(BackendMessage... messages) {
        BackendEncoder encoder = new BackendEncoder(new WireBuffer());
        Arrays.stream(messages).forEach(encoder::write);
        return Bytes.of(encoder.buffer().toByteArray());
    }
}
