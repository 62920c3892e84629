package io.penstock.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.wire.BackendMessage.BindComplete;
import io.penstock.postgres.wire.BackendMessage.CommandComplete;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.FrontendMessage.Bind;
import io.penstock.postgres.wire.FrontendMessage.BindFormats;
import io.penstock.postgres.wire.FrontendMessage.Execute;
import io.penstock.postgres.wire.FrontendMessage.Sync;
import io.penstock.postgres.wire.type.Codecs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void the_short_way_writes_the_same_bytes_as_the_messages() {
        FrontendEncoder shortWay = new FrontendEncoder(new WireBuffer());
        ValueEncoder<?>[] encoders = {Codecs.of(Integer.class), Codecs.of(String.class), Codecs.of(Long.class)};
        shortWay.bind("s1", encoders, new @Nullable Object[] {7, "é", null}, List.of(Format.BINARY))
                .execute(0)
                .sync();
        FrontendEncoder messages = new FrontendEncoder(new WireBuffer());
        List<@Nullable Bytes> values = Arrays.asList(Bytes.of(new byte[] {0, 0, 0, 7}), Bytes.utf8("é"), null);
        messages.write(new Bind("", "s1", values, BindFormats.BINARY))
                .write(new Execute("", 0))
                .write(new Sync());
        assertThat(shortWay.buffer().toByteArray()).isEqualTo(messages.buffer().toByteArray());
    }

    @Test
    void an_answer_is_read_in_place() {
        BackendEncoder server = new BackendEncoder(new WireBuffer());
        server.write(new BindComplete())
                .write(DataRow.of(Arrays.asList(Bytes.of(new byte[] {0, 0, 0, 7}), null, Bytes.utf8("é"))))
                .write(new CommandComplete("SELECT 1"))
                .write(new ReadyForQuery(TransactionStatus.IDLE));
        BackendDecoder decoder = new BackendDecoder();
        decoder.feed(server.buffer().view());
        List<BackendMessage> got = new ArrayList<>();
        for (BackendMessage message = decoder.next(); message != null; message = decoder.next()) {
            got.add(message instanceof DataRow row ? row.copy() : message);
        }
        assertThat(got).hasSize(4);
        DataRow row = (DataRow) got.get(1);
        assertThat(row.intAt(0)).isEqualTo(7);
        assertThat(row.isNull(1)).isTrue();
        assertThat(Codecs.of(String.class).read(row, 2, Format.BINARY)).isEqualTo("é");
        assertThat(((CommandComplete) got.get(2)).rows()).isEqualTo(1);
        assertThat(got.get(3)).isEqualTo(new ReadyForQuery(TransactionStatus.IDLE));
    }
}
