package io.penstock.postgres.wire;

import io.penstock.postgres.wire.BackendMessage.Authentication;
import io.penstock.postgres.wire.BackendMessage.AuthenticationCleartext;
import io.penstock.postgres.wire.BackendMessage.AuthenticationMd5;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOk;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOther;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSasl;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSaslContinue;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSaslFinal;
import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.BackendMessage.BindComplete;
import io.penstock.postgres.wire.BackendMessage.CloseComplete;
import io.penstock.postgres.wire.BackendMessage.CommandComplete;
import io.penstock.postgres.wire.BackendMessage.CopyBothResponse;
import io.penstock.postgres.wire.BackendMessage.CopyData;
import io.penstock.postgres.wire.BackendMessage.CopyDone;
import io.penstock.postgres.wire.BackendMessage.CopyInResponse;
import io.penstock.postgres.wire.BackendMessage.CopyOutResponse;
import io.penstock.postgres.wire.BackendMessage.EmptyQueryResponse;
import io.penstock.postgres.wire.BackendMessage.ErrorResponse;
import io.penstock.postgres.wire.BackendMessage.NegotiateProtocolVersion;
import io.penstock.postgres.wire.BackendMessage.NoData;
import io.penstock.postgres.wire.BackendMessage.NoticeResponse;
import io.penstock.postgres.wire.BackendMessage.NotificationResponse;
import io.penstock.postgres.wire.BackendMessage.ParameterDescription;
import io.penstock.postgres.wire.BackendMessage.ParameterStatus;
import io.penstock.postgres.wire.BackendMessage.ParseComplete;
import io.penstock.postgres.wire.BackendMessage.Plain;
import io.penstock.postgres.wire.BackendMessage.PortalSuspended;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.BackendMessage.RowDescription;
import java.util.List;

/** Writes a server's messages, for test servers and listeners. Confined to one thread at a time. */
public final class BackendEncoder {
    private final WireBuffer out;

    public BackendEncoder(WireBuffer out) {
        this.out = out;
    }

    /** The buffer: write its {@link WireBuffer#view()} to the socket, then clear it. */
    public WireBuffer buffer() {
        return out;
    }

    /** Writes one message; one that cannot be written leaves no trace. */
    public BackendEncoder write(BackendMessage message) {
        int mark = out.size();
        try {
            int at = out.beginMessage(type(message));
            switch (message) {
                case Plain plain -> body(plain);
                case Authentication authentication -> body(authentication);
                case DataRow row -> body(row);
            }
            out.endMessage(at);
            return this;
        } catch (RuntimeException failure) {
            out.truncate(mark);
            throw failure;
        }
    }

    private static char type(BackendMessage message) {
        return switch (message) {
            case Authentication m -> 'R';
            case DataRow m -> 'D';
            case BackendKeyData m -> 'K';
            case NegotiateProtocolVersion m -> 'v';
            case ParameterStatus m -> 'S';
            case ReadyForQuery m -> 'Z';
            case ParseComplete m -> '1';
            case BindComplete m -> '2';
            case CloseComplete m -> '3';
            case NoData m -> 'n';
            case PortalSuspended m -> 's';
            case EmptyQueryResponse m -> 'I';
            case ParameterDescription m -> 't';
            case RowDescription m -> 'T';
            case CommandComplete m -> 'C';
            case ErrorResponse m -> 'E';
            case NoticeResponse m -> 'N';
            case NotificationResponse m -> 'A';
            case CopyInResponse m -> 'G';
            case CopyOutResponse m -> 'H';
            case CopyBothResponse m -> 'W';
            case CopyData m -> 'd';
            case CopyDone m -> 'c';
        };
    }

    private void body(Plain message) {
        switch (message) {
            case BackendKeyData m -> out.putInt(m.processId()).putBytes(m.secretKey());
            case NegotiateProtocolVersion m -> {
                out.putInt(m.version().code()).putInt(m.unknownOptions().size());
                m.unknownOptions().forEach(out::putCString);
            }
            case ParameterStatus m -> out.putCString(m.name()).putCString(m.value());
            case ReadyForQuery m -> out.putByte(m.status().code());
            case ParameterDescription m -> {
                out.putShort(m.typeOids().size());
                m.typeOids().forEach(out::putInt);
            }
            case RowDescription m -> fields(m.fields());
            case CommandComplete m -> out.putCString(m.tag());
            case ErrorResponse m -> fields(m.fields());
            case NoticeResponse m -> fields(m.fields());
            case NotificationResponse m ->
                out.putInt(m.processId()).putCString(m.channel()).putCString(m.payload());
            case CopyInResponse m -> copy(m.format(), m.columns());
            case CopyOutResponse m -> copy(m.format(), m.columns());
            case CopyBothResponse m -> copy(m.format(), m.columns());
            case CopyData m -> out.putBytes(m.data());
            case ParseComplete m -> {}
            case BindComplete m -> {}
            case CloseComplete m -> {}
            case NoData m -> {}
            case PortalSuspended m -> {}
            case EmptyQueryResponse m -> {}
            case CopyDone m -> {}
        }
    }

    private void body(Authentication message) {
        switch (message) {
            case AuthenticationOk m -> out.putInt(0);
            case AuthenticationCleartext m -> out.putInt(3);
            case AuthenticationMd5 m -> out.putInt(5).putBytes(m.salt());
            case AuthenticationSasl m -> {
                out.putInt(10);
                m.mechanisms().forEach(out::putCString);
                out.putByte(0);
            }
            case AuthenticationSaslContinue m -> out.putInt(11).putBytes(m.data());
            case AuthenticationSaslFinal m -> out.putInt(12).putBytes(m.data());
            case AuthenticationOther m -> out.putInt(m.method());
        }
    }

    private void body(DataRow row) {
        out.putShort(row.columns());
        for (int i = 0; i < row.columns(); i++) {
            Bytes value = row.bytes(i);
            if (value == null) {
                out.putInt(-1);
            } else {
                out.putInt(value.length()).putBytes(value);
            }
        }
    }

    private void fields(List<RowField> fields) {
        out.putShort(fields.size());
        for (RowField field : fields) {
            out.putCString(field.name());
            out.putInt(field.origin().tableOid()).putShort(field.origin().columnNumber());
            out.putInt(field.typeOid()).putShort(field.typeSize()).putInt(field.typeModifier());
            out.putShort(field.format().code());
        }
    }

    private void fields(ErrorFields fields) {
        fields.sorted().forEach((letter, text) -> out.putByte(letter).putCString(text));
        out.putByte(0);
    }

    private void copy(Format format, List<Format> columns) {
        out.putByte(format.code()).putShort(columns.size());
        columns.forEach(column -> out.putShort(column.code()));
    }
}
