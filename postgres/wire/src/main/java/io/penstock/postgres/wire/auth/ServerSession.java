package io.penstock.postgres.wire.auth;

import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.ProtocolVersion;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the server once logged in.
 *
 * @param version the protocol version in use
 * @param parameters the settings that the server reports, such as {@code server_version}; later changes come as
 *     ParameterStatus
 * @param key for cancelling; empty when the server (some poolers) gives none
 */
public record ServerSession(ProtocolVersion version, Map<String, String> parameters, Optional<BackendKeyData> key) {
    public ServerSession {
        parameters = Map.copyOf(parameters);
    }

    /** The message that cancels what this session runs, to be sent on a connection of its own. */
    public Optional<CancelRequest> cancelRequest() {
        return key.map(k -> new CancelRequest(k.processId(), k.secretKey()));
    }

    /** For example {@code 18.6}; empty when the server does not say. */
    public Optional<String> serverVersion() {
        return Optional.ofNullable(parameters.get("server_version"));
    }
}
