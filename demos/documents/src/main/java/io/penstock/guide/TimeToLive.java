package io.penstock.guide;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.WriteOptions;
import java.time.Duration;
import java.util.Optional;

/** Rows that go by themselves. */
final class TimeToLive {
    private TimeToLive() {}

    /** How long a value lives yet. */
    public record Left(String ticket, int seconds) {}

    static Left run(DocumentSession session) {
        // region run
        Repository<Login> logins = session.repository(Login.class);
        logins.save(new Login("t1", "ann")); // for an hour, as the table says
        logins.save(new Login("t2", "bob"), WriteOptions.DEFAULT.withTtl(Duration.ofMinutes(5)));

        Projection<Login, Left> left = Projection.of(Left.class).with("seconds", Login_.CUSTOMER.ttl());
        Optional<Left> ofBob = logins.select(left).one(Query.where(Login_.TICKET.eq("t2")));
        // endregion
        return ofBob.orElseThrow();
    }
}
