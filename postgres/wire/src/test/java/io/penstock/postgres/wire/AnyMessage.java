package io.penstock.postgres.wire;

import io.penstock.postgres.wire.FrontendMessage.BindFormats;
import io.penstock.postgres.wire.FrontendMessage.Target;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Messages of every kind with any content that the protocol allows. */
final class AnyMessage {
    private AnyMessage() {}

    static Arbitrary<String> text() {
        Arbitrary<String> any = Arbitraries.strings()
                .withChars('a', 'Z', ' ', '"', '\u00e9', '\u20ac', '\n', '\u0001')
                .ofMaxLength(140);
        Arbitrary<String> beyond = Arbitraries.just("\ud83d\ude00 and text behind it");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, any), net.jqwik.api.Tuple.of(1, beyond));
    }

    static Arbitrary<String> name() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
    }

    static Arbitrary<Bytes> bytes(int min, int max) {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(min)
                .ofMaxSize(max)
                .map(Bytes::of);
    }

    static Arbitrary<Format> format() {
        return Arbitraries.of(Format.values());
    }

    private static Arbitrary<List<Format>> formats() {
        return format().list().ofMaxSize(5);
    }

    private static Arbitrary<List<@Nullable Bytes>> values() {
        return bytes(0, 40).injectNull(0.2).list().ofMaxSize(6).map(ArrayList::new);
    }

    private static Arbitrary<ErrorFields> fields() {
        return Arbitraries.maps(Arbitraries.chars().alpha(), text())
                .ofMaxSize(8)
                .map(ErrorFields::new);
    }

    private static Arbitrary<ProtocolVersion> version() {
        return Arbitraries.integers().between(0, 9).map(minor -> new ProtocolVersion(3, minor));
    }

    static Arbitrary<BackendMessage> backend() {
        return Arbitraries.oneOf(List.of(fixed(), authentication(), described(), rows(), told()));
    }

    private static Arbitrary<BackendMessage> fixed() {
        return Arbitraries.<BackendMessage>of(
                new BackendMessage.ParseComplete(),
                new BackendMessage.BindComplete(),
                new BackendMessage.CloseComplete(),
                new BackendMessage.NoData(),
                new BackendMessage.PortalSuspended(),
                new BackendMessage.EmptyQueryResponse(),
                new BackendMessage.CopyDone(),
                new BackendMessage.ReadyForQuery(TransactionStatus.IDLE),
                new BackendMessage.ReadyForQuery(TransactionStatus.IN_TRANSACTION),
                new BackendMessage.ReadyForQuery(TransactionStatus.FAILED));
    }

    private static Arbitrary<BackendMessage> authentication() {
        return Arbitraries.oneOf(
                Arbitraries.of(new BackendMessage.AuthenticationOk(), new BackendMessage.AuthenticationCleartext()),
                bytes(4, 4).map(BackendMessage.AuthenticationMd5::new),
                name().list().ofMaxSize(3).map(BackendMessage.AuthenticationSasl::new),
                bytes(0, 100).map(BackendMessage.AuthenticationSaslContinue::new),
                bytes(0, 100).map(BackendMessage.AuthenticationSaslFinal::new),
                Arbitraries.of(2, 6, 7, 8, 9).map(BackendMessage.AuthenticationOther::new));
    }

    private static Arbitrary<BackendMessage> described() {
        Arbitrary<Integer> oid = Arbitraries.integers();
        Arbitrary<Integer> small = Arbitraries.integers().between(Short.MIN_VALUE, Short.MAX_VALUE);
        Arbitrary<RowField.Origin> origin = Combinators.combine(oid, small).as(RowField.Origin::new);
        Arbitrary<RowField> field =
                Combinators.combine(text(), origin, oid, small, oid, format()).as(RowField::new);
        return Arbitraries.oneOf(
                oid.list().ofMaxSize(9).map(BackendMessage.ParameterDescription::new),
                field.list().ofMaxSize(5).map(BackendMessage.RowDescription::new),
                Combinators.combine(format(), formats()).as(BackendMessage.CopyInResponse::new),
                Combinators.combine(format(), formats()).as(BackendMessage.CopyOutResponse::new),
                Combinators.combine(format(), formats()).as(BackendMessage.CopyBothResponse::new));
    }

    private static Arbitrary<BackendMessage> rows() {
        return Arbitraries.oneOf(
                values().map(DataRow::of),
                bytes(0, 200).map(BackendMessage.CopyData::new),
                Arbitraries.of("SELECT 1", "INSERT 0 5", "COMMIT", "COPY 100000")
                        .map(BackendMessage.CommandComplete::new));
    }

    private static Arbitrary<BackendMessage> told() {
        Arbitrary<Integer> process = Arbitraries.integers();
        return Arbitraries.oneOf(
                Combinators.combine(text(), text()).as(BackendMessage.ParameterStatus::new),
                fields().map(BackendMessage.ErrorResponse::new),
                fields().map(BackendMessage.NoticeResponse::new),
                Combinators.combine(process, text(), text()).as(BackendMessage.NotificationResponse::new),
                Combinators.combine(process, bytes(4, 256)).as(BackendMessage.BackendKeyData::new),
                Combinators.combine(version(), text().list().ofMaxSize(3))
                        .as(BackendMessage.NegotiateProtocolVersion::new));
    }

    /** Messages with a type letter, but for those of type 'p', which need the question. */
    static Arbitrary<FrontendMessage> frontend() {
        Arbitrary<BindFormats> bindFormats =
                Combinators.combine(formats(), formats()).as(BindFormats::new);
        Arbitrary<Target> target = Arbitraries.of(Target.values());
        return Arbitraries.oneOf(
                text().map(FrontendMessage.Query::new),
                Combinators.combine(
                                text(), text(), Arbitraries.integers().list().ofMaxSize(5))
                        .as(FrontendMessage.Parse::new),
                Combinators.combine(text(), text(), values(), bindFormats).as(FrontendMessage.Bind::new),
                Combinators.combine(target, text()).as(FrontendMessage.Describe::new),
                Combinators.combine(target, text()).as(FrontendMessage.Close::new),
                Combinators.combine(text(), Arbitraries.integers()).as(FrontendMessage.Execute::new),
                bytes(0, 200).map(FrontendMessage.CopyData::new),
                text().map(FrontendMessage.CopyFail::new),
                Arbitraries.of(
                        new FrontendMessage.Sync(),
                        new FrontendMessage.Flush(),
                        new FrontendMessage.CopyDone(),
                        new FrontendMessage.Terminate()));
    }
}
