package io.penstock;

/** Who must act on an error. */
public enum Who {
    /** The calling program: wrong SQL, a wrong type, a call on a closed object. */
    CALLER,
    /** Whoever sets the limits: a queue, pool, cache or budget is full. The message names the limit. */
    LIMIT,
    /** Something outside the process: a server, the network, the disk. */
    OUTSIDE,
    /** Penstock itself: an invariant is broken. Please report it. */
    US,
    /** Nobody: the work was cancelled on request. */
    CANCELLED
}
