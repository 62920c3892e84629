package io.penstock.documents.driver;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the server recorded of a request.
 *
 * @param coordinator the node that answered
 * @param request what kind of request it was, in the server's words
 * @param duration how long it took on the server
 * @param parameters what the server noted of the request, by its own names; values that were bound are among them
 * @param events what was done, in order
 */
public record CqlTrace(
        String coordinator, String request, Duration duration, Map<String, String> parameters, List<Event> events) {
    public CqlTrace {
        parameters = Map.copyOf(parameters);
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

    /** Without the parameters, which hold values. */
    @Override
    public String toString() {
        return "CqlTrace[" + request + " by " + coordinator + ", " + duration + ", " + events.size() + " events]";
    }
}
