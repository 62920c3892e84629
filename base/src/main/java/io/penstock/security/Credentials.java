package io.penstock.security;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A user and a password. */
public record Credentials(String user, Secret password) {
    public static Credentials of(String user, String password) {
        return new Credentials(user, Secret.of(password));
    }

    /**
     * Where credentials come from. Asked once per new connection, so that rotating passwords and short-lived tokens
     * work; it must not block.
     */
    @FunctionalInterface
    public interface Provider {
        CompletionStage<Credentials> credentials();

        /** Always the same credentials. */
        static Provider fixed(Credentials credentials) {
            return () -> CompletableFuture.completedFuture(credentials);
        }
    }
}
