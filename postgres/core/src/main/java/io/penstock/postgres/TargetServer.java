package io.penstock.postgres;

/** Which of several servers a pool connects to: the first of its list that is of this kind. */
public enum TargetServer {
    /** Any that answers. */
    ANY,
    /** One that takes writes. */
    PRIMARY,
    /** One that follows another and takes reads only. */
    STANDBY,
    /** A standby, or a primary when there is none. */
    PREFER_STANDBY
}
