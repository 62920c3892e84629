package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.auth.AuthProvider;
import com.datastax.oss.driver.api.core.auth.Authenticator;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.security.Credentials;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plain user and password, asked for with every new connection. Thread-safe if the provider is. */
final class ProvidedCredentials implements AuthProvider {
    private final Credentials.Provider provider;

    ProvidedCredentials(Credentials.Provider provider) {
        this.provider = provider;
    }

    @Override
    public Authenticator newAuthenticator(EndPoint endPoint, String serverAuthenticator) {
        return new Plain(provider);
    }

    @Override
    public void onMissingChallenge(EndPoint endPoint) {
        // The server asks for no password: as good as having been let in.
    }

    @Override
    public void close() {}

    private static final class Plain implements Authenticator {
        private final Credentials.Provider provider;

        Plain(Credentials.Provider provider) {
            this.provider = provider;
        }

        @Override
        public CompletionStage<ByteBuffer> initialResponse() {
            return asked(provider::credentials).thenApply(credentials -> {
                String message = '\0'
                        + credentials.user()
                        + '\0'
                        + credentials.password().reveal();
                return ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8));
            });
        }

        @Override
        public CompletionStage<ByteBuffer> evaluateChallenge(@Nullable ByteBuffer challenge) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> onAuthenticationSuccess(@Nullable ByteBuffer token) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** A conversation of the application's own. */
    static AuthProvider conversing(Supplier<ChallengeResponse> conversations) {
        return new Conversations(conversations);
    }

    /** The driver would wait for ever for a provider that throws. */
    private static <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> application) {
        CompletionStage<T> answer;
        try {
            answer = application.get();
        } catch (RuntimeException thrown) {
            answer = CompletableFuture.failedFuture(thrown);
        }
        return answer.exceptionallyCompose(failed -> CompletableFuture.failedFuture(new DocumentsException(
                DocumentsError.AUTHENTICATION,
                "the application's provider of credentials failed: "
                        + failed.getClass().getSimpleName(),
                failed)));
    }

    private record Conversations(Supplier<ChallengeResponse> conversations) implements AuthProvider {
        @Override
        public Authenticator newAuthenticator(EndPoint endPoint, String serverAuthenticator) {
            return new Conversation(conversations.get());
        }

        @Override
        public void onMissingChallenge(EndPoint endPoint) {
            // The server asks for nothing: as good as having been let in.
        }

        @Override
        public void close() {}
    }

    private record Conversation(ChallengeResponse own) implements Authenticator {
        @Override
        public CompletionStage<ByteBuffer> initialResponse() {
            return asked(own::initialResponse);
        }

        @Override
        public CompletionStage<ByteBuffer> evaluateChallenge(@Nullable ByteBuffer challenge) {
            ByteBuffer given = challenge == null ? ByteBuffer.allocate(0) : challenge;
            return asked(() -> own.answer(given));
        }

        @Override
        public CompletionStage<Void> onAuthenticationSuccess(@Nullable ByteBuffer token) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
