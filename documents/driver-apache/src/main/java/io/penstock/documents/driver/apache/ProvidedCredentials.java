package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.auth.AuthProvider;
import com.datastax.oss.driver.api.core.auth.Authenticator;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import io.penstock.security.Credentials;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
            return provider.credentials().thenApply(credentials -> {
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
}
