package io.penstock.demo.flights;

import io.penstock.stream.Subscription;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The last windows of the traffic stream, as they close, from a subscription. */
final class LiveTable {
    private static final int ROWS = 5;
    private static final List<String> HEADER = List.of("six hours from", "flights", "miles", "avg delay", "worst");
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Subscription<Traffic> subscription;
    private final Deque<List<String>> last = new ArrayDeque<>();
    private long received;

    LiveTable(Subscription<Traffic> subscription) {
        this.subscription = subscription;
    }

    /** Takes what has come and shows it. */
    void update(DemoView view) {
        boolean changed = false;
        for (Traffic traffic : subscription.poll(Integer.MAX_VALUE)) {
            received++;
            changed = true;
            last.addLast(List.of(
                    HOUR.format(traffic.windowStart()),
                    String.valueOf(traffic.flights()),
                    String.format(Locale.ROOT, "%,d", traffic.miles()),
                    String.format(Locale.ROOT, "%.1f", traffic.averageDelay()),
                    String.valueOf(traffic.worstDelay())));
            if (last.size() > ROWS) {
                last.removeFirst();
            }
        }
        if (changed) {
            view.live("live from stream 'traffic'", HEADER, List.copyOf(last));
        }
    }

    /** How many rows the subscription has given. */
    long received() {
        return received;
    }
}
