package io.penstock.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever comes, a decoder ends: with messages, with "more", or with one clear error, in bounded memory. */
class BadBytesTest {
    private static final int LIMIT = 100_000;
    private static final WireLimits LIMITS = WireLimits.of(LIMIT, LIMIT);

    @Property(tries = 1000)
    void noise_never_breaks_the_server_side_decoder(@ForAll @Size(max = 300) byte[] noise) {
        BackendDecoder decoder = new BackendDecoder(LIMITS);
        decoder.feed(ByteBuffer.wrap(noise));
        drain(decoder::next, noise.length);
    }

    @Property(tries = 1000)
    void noise_never_breaks_the_client_side_decoder(@ForAll @Size(max = 300) byte[] noise, @ForAll boolean started) {
        FrontendDecoder decoder = started ? new FrontendDecoder(LIMITS).started() : new FrontendDecoder(LIMITS);
        decoder.feed(ByteBuffer.wrap(noise));
        drain(decoder::next, noise.length);
    }

    @Provide
    Arbitrary<List<BackendMessage>> backend() {
        return AnyMessage.backend().list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<FrontendMessage>> frontend() {
        return AnyMessage.frontend().list().ofMinSize(1).ofMaxSize(6);
    }

    @Property(tries = 1000)
    void damaged_server_messages_end_in_an_error_or_in_other_messages(
            @ForAll("backend") List<BackendMessage> messages,
            @ForAll @IntRange(max = 5000) int at,
            @ForAll byte damage) {
        BackendEncoder encoder = new BackendEncoder(new WireBuffer());
        messages.forEach(encoder::write);
        byte[] bytes = damaged(encoder.buffer(), at, damage);
        BackendDecoder decoder = new BackendDecoder(LIMITS);
        decoder.feed(ByteBuffer.wrap(bytes));
        drain(decoder::next, bytes.length);
        assertThat(decoder.capacity()).isLessThan(LIMIT);
    }

    @Property(tries = 1000)
    void damaged_client_messages_end_in_an_error_or_in_other_messages(
            @ForAll("frontend") List<FrontendMessage> messages,
            @ForAll @IntRange(max = 5000) int at,
            @ForAll byte damage) {
        FrontendEncoder encoder = new FrontendEncoder(new WireBuffer());
        encoder.write(messages);
        byte[] bytes = damaged(encoder.buffer(), at, damage);
        FrontendDecoder decoder = new FrontendDecoder(LIMITS).started();
        decoder.feed(ByteBuffer.wrap(bytes));
        drain(decoder::next, bytes.length);
        assertThat(decoder.capacity()).isLessThan(LIMIT);
    }

    private static byte[] damaged(WireBuffer buffer, int at, byte damage) {
        byte[] bytes = buffer.toByteArray();
        bytes[at % bytes.length] = damage;
        return bytes;
    }

    /** Every message takes at least one byte, so this ends. */
    private static void drain(Supplier<@Nullable Object> next, int bytes) {
        int messages = 0;
        try {
            while (next.get() != null) {
                assertThat(++messages).isLessThanOrEqualTo(bytes);
            }
        } catch (WireException expected) {
            assertThat(expected.error()).isIn(WireError.PROTOCOL_VIOLATION, WireError.MESSAGE_TOO_LARGE);
            assertThatThrownBy(next::get)
                    .as("a broken stream stays broken")
                    .isInstanceOf(WireException.class)
                    .hasMessage(expected.getMessage());
        }
    }

    @Test
    void a_length_that_is_only_claimed_reserves_no_memory() {
        BackendDecoder decoder = new BackendDecoder(WireLimits.of(1 << 30, 1 << 30));
        decoder.feed(ByteBuffer.wrap(new byte[] {'D', 0x3f, 0, 0, 0, 0, 1}));
        assertThat(decoder.next()).isNull();
        assertThat(decoder.capacity()).isLessThan(100_000);
    }

    @Test
    void memory_follows_what_came_and_is_given_back() {
        BackendDecoder decoder = new BackendDecoder();
        byte[] value = new byte[5_000_000];
        BackendEncoder encoder = new BackendEncoder(new WireBuffer());
        encoder.write(DataRow.of(List.of(Bytes.of(value))));
        decoder.feed(encoder.buffer().view());
        assertThat(decoder.next()).isInstanceOf(DataRow.class);
        assertThat(decoder.capacity()).isBetween(value.length, 3 * value.length);
        decoder.space();
        assertThat(decoder.capacity()).isLessThan(100_000);
    }

    @Test
    void a_message_past_the_limit_names_the_limit() {
        BackendDecoder decoder = new BackendDecoder(LIMITS);
        decoder.feed(ByteBuffer.wrap(new byte[] {'D', 0x7f, 0, 0, 0}));
        assertThatThrownBy(decoder::next)
                .isInstanceOf(WireException.class)
                .hasMessage(
                        "a message of 2130706432 bytes comes, but the limit receivedMessageBytesMax = 100000 bytes is"
                                + " reached; raise it or send less at once");
    }

    @Test
    void another_protocol_is_told_at_its_first_byte() {
        BackendDecoder decoder = new BackendDecoder();
        decoder.feed(Bytes.utf8("x").asByteBuffer());
        assertThatThrownBy(decoder::next)
                .isInstanceOf(WireException.class)
                .hasMessage("not the PostgreSQL protocol: a message of unknown type 'x'; check that host and port are a"
                        + " PostgreSQL server");
    }

    @Test
    void a_cancel_key_has_4_to_256_bytes() {
        for (int length : new int[] {0, 3, 257}) {
            BackendEncoder encoder = new BackendEncoder(new WireBuffer());
            encoder.write(new BackendMessage.BackendKeyData(1, Bytes.of(new byte[length])));
            BackendDecoder decoder = new BackendDecoder();
            decoder.feed(encoder.buffer().view());
            assertThatThrownBy(decoder::next)
                    .hasMessageContaining("a cancel key of 4 to 256 bytes expected, got " + length);
        }
    }

    @Test
    void what_cannot_be_written_leaves_no_trace() {
        FrontendEncoder encoder = new FrontendEncoder(new WireBuffer(LIMITS.send()));
        encoder.sync();
        assertThatThrownBy(() -> encoder.write(new FrontendMessage.Query("select '\0'")))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> encoder.write(new FrontendMessage.Query("half a pair \ud83d")))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> encoder.write(new FrontendMessage.Query("half ".repeat(40) + "\ude00")))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> encoder.write(new FrontendMessage.Query("x".repeat(LIMIT))))
                .hasMessageContaining("the limit sendBufferBytesMax = 100000 bytes is reached");
        assertThat(encoder.buffer().toByteArray()).containsExactly('S', 0, 0, 0, 4);
    }

    @Provide
    Arbitrary<Integer> answers() {
        return Arbitraries.integers().between(-1, 255).filter(b -> b != 'S' && b != 'N');
    }

    @Property(tries = 50)
    void only_two_answers_to_the_request_for_tls_are_understood(@ForAll("answers") int answer) {
        assertThatThrownBy(() -> SslAnswer.of(answer)).isInstanceOf(WireException.class);
    }
}
