package io.penstock.documents.driver;

import java.time.Duration;
import java.util.List;

/**
 * What the server recorded of a request.
 *
 * @param coordinator the node that answered
 * @param request what kind of request it was, in the server's words
 * @param duration how long it took on the server
 * @param events what was done, in order
 */
public record CqlTrace(String coordinator, String request, Duration duration, List<Event> events) {
    public CqlTrace {
        events = List.copyOf(events);
    }

    /**
     * One step.
     *
     * @param node where
     * @param activity what, in the server's words
     * @param after how long after the beginning, by that node's clock
     */
    public record Event(String node, String activity, Duration after) {}
}
