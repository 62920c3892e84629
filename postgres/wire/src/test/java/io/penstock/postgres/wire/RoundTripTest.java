package io.penstock.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.wire.FrontendDecoder.Answer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class RoundTripTest {
    @Provide
    Arbitrary<List<BackendMessage>> backend() {
        return AnyMessage.backend().list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<FrontendMessage>> frontend() {
        return AnyMessage.frontend().list().ofMaxSize(12);
    }

    /** How many bytes arrive at a time. */
    @Provide
    Arbitrary<List<Integer>> chops() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.integers().between(1, 7)),
                        Tuple.of(1, Arbitraries.integers().between(8, 3000)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property(tries = 400)
    void server_messages_survive_any_chopping(
            @ForAll("backend") List<BackendMessage> messages, @ForAll("chops") List<Integer> chops) {
        BackendEncoder encoder = new BackendEncoder(new WireBuffer());
        messages.forEach(encoder::write);
        BackendDecoder decoder = new BackendDecoder();
        List<BackendMessage> got = new ArrayList<>();
        for (ByteBuffer part : parts(encoder.buffer(), chops)) {
            ByteBuffer space = decoder.space();
            int now = Math.min(space.remaining(), part.remaining());
            space.put(part.slice(part.position(), now));
            decoder.received(now);
            decoder.feed(part.position(part.position() + now));
            for (BackendMessage message = decoder.next(); message != null; message = decoder.next()) {
                got.add(kept(message));
            }
        }
        assertThat(got).isEqualTo(messages);
        assertThat(decoder.buffered()).isZero();
    }

    private static BackendMessage kept(BackendMessage message) {
        return switch (message) {
            case DataRow row -> row.copy();
            case BackendMessage.CopyData copy ->
                new BackendMessage.CopyData(copy.data().copy());
            case BackendMessage.AuthenticationMd5 m ->
                new BackendMessage.AuthenticationMd5(m.salt().copy());
            case BackendMessage.AuthenticationSaslContinue m ->
                new BackendMessage.AuthenticationSaslContinue(m.data().copy());
            case BackendMessage.AuthenticationSaslFinal m ->
                new BackendMessage.AuthenticationSaslFinal(m.data().copy());
            default -> message;
        };
    }

    @Property(tries = 400)
    void client_messages_survive_any_chopping(
            @ForAll("frontend") List<FrontendMessage> messages, @ForAll("chops") List<Integer> chops) {
        FrontendEncoder encoder = new FrontendEncoder(new WireBuffer());
        encoder.write(messages);
        FrontendDecoder decoder = new FrontendDecoder().started();
        List<FrontendMessage> got = new ArrayList<>();
        for (ByteBuffer part : parts(encoder.buffer(), chops)) {
            decoder.feed(part);
            for (FrontendMessage message = decoder.next(); message != null; message = decoder.next()) {
                got.add(message);
            }
        }
        assertThat(got).isEqualTo(messages);
        assertThat(decoder.buffered()).isZero();
    }

    @Provide
    Arbitrary<FrontendMessage.Startup> startups() {
        return Combinators.combine(
                        Arbitraries.of(ProtocolVersion.V3_0, ProtocolVersion.V3_2),
                        Arbitraries.maps(AnyMessage.name(), AnyMessage.text()).ofMaxSize(5))
                .as(FrontendMessage.Startup::new);
    }

    @Provide
    Arbitrary<Bytes> keys() {
        return AnyMessage.bytes(4, 256);
    }

    @Property(tries = 100)
    void a_connection_begins_with_untyped_messages(
            @ForAll("startups") FrontendMessage.Startup startup,
            @ForAll("chops") List<Integer> chops,
            @ForAll("keys") Bytes key) {
        List<FrontendMessage> sent = List.of(
                new FrontendMessage.SslRequest(),
                new FrontendMessage.CancelRequest(4711, key),
                startup,
                new FrontendMessage.SaslInitialResponse("SCRAM-SHA-256", key),
                new FrontendMessage.SaslResponse(key),
                new FrontendMessage.Password(Bytes.utf8("secret")),
                new FrontendMessage.Sync());
        FrontendEncoder encoder = new FrontendEncoder(new WireBuffer());
        encoder.write(sent);
        FrontendDecoder decoder = new FrontendDecoder();
        Map<Integer, Answer> questions = Map.of(3, Answer.SASL_INITIAL, 4, Answer.SASL, 5, Answer.PASSWORD);
        List<FrontendMessage> got = new ArrayList<>();
        for (ByteBuffer part : parts(encoder.buffer(), chops)) {
            decoder.feed(part);
            decoder.expect(questions.getOrDefault(got.size(), Answer.PASSWORD));
            for (FrontendMessage message = decoder.next(); message != null; message = decoder.next()) {
                got.add(message);
                decoder.expect(questions.getOrDefault(got.size(), Answer.PASSWORD));
            }
        }
        assertThat(got).isEqualTo(sent);
    }

    private static List<ByteBuffer> parts(WireBuffer all, List<Integer> chops) {
        byte[] bytes = all.toByteArray();
        List<ByteBuffer> parts = new ArrayList<>();
        for (int at = 0, i = 0; at < bytes.length; i++) {
            int count = Math.min(chops.get(i % chops.size()), bytes.length - at);
            parts.add(ByteBuffer.wrap(bytes, at, count));
            at += count;
        }
        return parts;
    }
}
