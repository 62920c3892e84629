package io.penstock.postgres;

/**
 * Which ways to prove the password are allowed, besides SCRAM-SHA-256 and none at all. Immutable.
 *
 * @param md5 whether a hash that is easy to guess may be sent, as servers before 14 ask for
 * @param cleartext when the password may be sent as it is
 * @param channelBinding whether SCRAM must be tied to the TLS connection, so that nobody between can pass it on;
 *     otherwise it is where the server offers that
 */
public record LoginRules(boolean md5, Cleartext cleartext, boolean channelBinding) {
    /** No md5, clear text over TLS only, tied to TLS where that is offered. */
    public static final LoginRules DEFAULT = new LoginRules(false, Cleartext.OVER_TLS, false);

    /** When the password may be sent as it is. */
    public enum Cleartext {
        NEVER,
        /** On an encrypted connection. */
        OVER_TLS,
        ALWAYS
    }

    /** Allows md5. */
    public LoginRules withMd5() {
        return new LoginRules(true, cleartext, channelBinding);
    }

    public LoginRules withCleartext(Cleartext cleartext) {
        return new LoginRules(md5, cleartext, channelBinding);
    }

    /** Refuses every way that is not tied to the TLS connection. */
    public LoginRules withChannelBinding() {
        return new LoginRules(md5, cleartext, true);
    }
}
