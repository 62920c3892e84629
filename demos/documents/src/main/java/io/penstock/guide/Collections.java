package io.penstock.guide;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Query;
import io.penstock.documents.Repository;
import io.penstock.documents.Update;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists, sets and maps. */
final class Collections {
    private Collections() {}

    static Basket run(DocumentSession session) {
        // region run
        Repository<Basket> baskets = session.repository(Basket.class);
        baskets.save(new Basket("ann", List.of("opened"), Set.of("SPRING"), Map.of("tea", 2)));

        baskets.update(Update.byKey("ann")
                .change(Basket_.STEPS.append("paid"))
                .change(Basket_.COUPONS.add("TENTH"))
                .change(Basket_.PIECES.put("cup", 1)));
        baskets.update(Update.byKey("ann")
                .change(Basket_.STEPS.setAt(0, "came back")) // the server reads the list first
                .change(Basket_.COUPONS.remove("SPRING"))
                .change(Basket_.PIECES.removeKeys(Set.of("tea"))));
        // endregion
        return baskets.require("ann");
    }

    static List<Basket> find(Repository<Basket> baskets) {
        // region find
        List<Basket> used = baskets.find(Query.where(Basket_.COUPONS.contains("TENTH"))); // indexed
        List<Basket> withCups =
                baskets.find(Query.where(Basket_.PIECES.containsKey("cup")).allowFiltering()); // not indexed
        // endregion
        return used.equals(withCups) ? used : List.of();
    }
}
