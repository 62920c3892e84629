package io.penstock.documents.driver.apache;

/** Who gives a write its time when the request names none. */
public enum Timestamps {
    /** This driver, never the same twice, so that two writes of one client keep their order. */
    CLIENT,
    /** The server's coordinator. */
    SERVER
}
