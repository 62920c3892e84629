package io.penstock.postgres.wire;

/** The one byte that answers an {@link FrontendMessage.SslRequest}. */
public enum SslAnswer {
    /** TLS starts now. */
    ACCEPTED,
    /** The server has no TLS; the session may go on in clear, if the settings allow it. */
    REFUSED;

    /**
     * @throws WireException {@link WireError#PROTOCOL_VIOLATION} for any other byte; an {@code E} is an error of a
     *     server that must not be believed before TLS, so its text is not read
     */
    public static SslAnswer of(int answer) {
        return switch (answer) {
            case 'S' -> ACCEPTED;
            case 'N' -> REFUSED;
            default ->
                throw Errors.violation("'S' or 'N' expected after the request for TLS, got "
                        + (answer < 0 ? "the end of the stream" : Errors.shown(answer)));
        };
    }
}
