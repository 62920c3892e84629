package io.penstock.postgres.wire;

import java.util.List;

/** What a server sends. Values, equal by content; slices and rows live as {@link BackendDecoder} says. */
public sealed interface BackendMessage permits BackendMessage.Plain, BackendMessage.Authentication, DataRow {

    /** All messages that are neither rows nor about logging in. */
    sealed interface Plain extends BackendMessage {}

    /** How the client shall log in, or that it has. */
    sealed interface Authentication extends BackendMessage {}

    /** The client is who it says. */
    record AuthenticationOk() implements Authentication {}

    /** The password as it is. */
    record AuthenticationCleartext() implements Authentication {}

    /** The password as md5 with this salt of four bytes. */
    record AuthenticationMd5(Bytes salt) implements Authentication {}

    /** A SASL exchange by one of these mechanisms. */
    record AuthenticationSasl(List<String> mechanisms) implements Authentication {
        public AuthenticationSasl {
            mechanisms = List.copyOf(mechanisms);
        }
    }

    /** A server's step in the SASL exchange. */
    record AuthenticationSaslContinue(Bytes data) implements Authentication {}

    /** The server's last step in the SASL exchange. */
    record AuthenticationSaslFinal(Bytes data) implements Authentication {}

    /** A way to log in that is not supported, such as Kerberos (2), GSSAPI (7) or SSPI (9). */
    record AuthenticationOther(int method) implements Authentication {}

    /** The key for a {@link FrontendMessage.CancelRequest}: 4 bytes in protocol 3.0, 4 to 256 in 3.2. */
    record BackendKeyData(int processId, Bytes secretKey) implements Plain {}

    /** The server does not speak the minor version asked for; the session goes on in this one. */
    record NegotiateProtocolVersion(ProtocolVersion version, List<String> unknownOptions) implements Plain {
        public NegotiateProtocolVersion {
            unknownOptions = List.copyOf(unknownOptions);
        }
    }

    /** The value of a setting, at the start and whenever it changes. */
    record ParameterStatus(String name, String value) implements Plain {}

    /** The group of messages up to a Sync is done. */
    record ReadyForQuery(TransactionStatus status) implements Plain {}

    record ParseComplete() implements Plain {}

    record BindComplete() implements Plain {}

    record CloseComplete() implements Plain {}

    /** The statement gives no rows. */
    record NoData() implements Plain {}

    /** The row limit of an Execute was reached; the portal has more. */
    record PortalSuspended() implements Plain {}

    /** The text of the statement was empty. */
    record EmptyQueryResponse() implements Plain {}

    /** The types of a statement's parameters. */
    record ParameterDescription(List<Integer> typeOids) implements Plain {
        public ParameterDescription {
            typeOids = List.copyOf(typeOids);
        }
    }

    /** The columns of the rows that follow, or that would. */
    record RowDescription(List<RowField> fields) implements Plain {
        public RowDescription {
            fields = List.copyOf(fields);
        }
    }

    /** A statement is done, for example {@code SELECT 5}, {@code INSERT 0 1}, {@code COMMIT}. */
    record CommandComplete(String tag) implements Plain {
        /** The rows touched or returned, the last number of the tag; 0 for commands without one. */
        public long rows() {
            int end = tag.length();
            int start = end;
            while (start > 0 && tag.charAt(start - 1) >= '0' && tag.charAt(start - 1) <= '9') {
                start--;
            }
            return start == end || end - start > 18 ? 0 : Long.parseLong(tag, start, end, 10);
        }
    }

    /** A statement failed; nothing more until the next Sync. */
    record ErrorResponse(ErrorFields fields) implements Plain {}

    /** Something worth knowing; may come at any moment. */
    record NoticeResponse(ErrorFields fields) implements Plain {}

    /** A NOTIFY on a channel that the session listens to; may come at any moment. */
    record NotificationResponse(int processId, String channel, String payload) implements Plain {}

    /** The server waits for COPY data; the list has one format per column. */
    record CopyInResponse(Format format, List<Format> columns) implements Plain {
        public CopyInResponse {
            columns = List.copyOf(columns);
        }
    }

    /** COPY data follows. */
    record CopyOutResponse(Format format, List<Format> columns) implements Plain {
        public CopyOutResponse {
            columns = List.copyOf(columns);
        }
    }

    /** COPY data flows both ways: replication. */
    record CopyBothResponse(Format format, List<Format> columns) implements Plain {
        public CopyBothResponse {
            columns = List.copyOf(columns);
        }
    }

    /** A row, or a piece, of COPY data. */
    record CopyData(Bytes data) implements Plain {}

    /** The COPY data is complete. */
    record CopyDone() implements Plain {}
}
