package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.Deadline;
import io.penstock.Time;
import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.MaterializedView;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.ReadRepository;
import io.penstock.documents.Repository;
import io.penstock.documents.Selector;
import io.penstock.documents.Table;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;

/** Reading views of tables on a real database. Subclass it with the driver. */
public abstract class ViewContract extends DocumentsContract {
    /** A product. */
    @Table("contract_products")
    public record Product(@PartitionKey String id, String brand, int cents) {}

    /** Products by brand. */
    @MaterializedView(value = "contract_products_by_brand", of = Product.class)
    public record ProductOfBrand(
            @PartitionKey String brand, @ClusteringKey String id, int cents) {}

    /** What a brand costs. */
    public record Costs(String brand, int cents) {}

    @BeforeAll
    void createTables() {
        session().schema().create(Product.class, ProductOfBrand.class);
    }

    @SuppressWarnings("unchecked") // the class of an interface says nothing of its type arguments
    private ReadRepository<ProductOfBrand> byBrand(Calls calls) {
        return calls.of(ReadRepository.class, session().view(ProductOfBrand.class));
    }

    /** Views follow their table in a moment, which is not now. */
    private static <T> T eventually(Supplier<T> reading, T expected) {
        Deadline end = Deadline.after(Duration.ofSeconds(20), Time.system());
        T read = reading.get();
        while (!expected.equals(read) && !end.hasPassed(Time.system())) {
            Thread.onSpinWait();
            read = reading.get();
        }
        assertThat(read).isEqualTo(expected);
        return read;
    }

    @BlockingAndAsync
    void a_view_is_read_like_a_table_and_never_written(Calls calls) {
        String brand = "acme " + calls;
        Repository<Product> products = session().repository(Product.class);
        products.save(new Product("a" + calls, brand, 100));
        products.save(new Product("b" + calls, brand, 250));
        eventually(
                () -> byBrand(calls).find(Query.where("brand", brand)),
                List.of(new ProductOfBrand(brand, "a" + calls, 100), new ProductOfBrand(brand, "b" + calls, 250)));
        assertThat(byBrand(calls).get(brand, "b" + calls)).isPresent();
        assertThat(byBrand(calls)
                        .select(Projection.of(Costs.class).with("cents", Selector.sum("cents")))
                        .one(Query.where("brand", brand)))
                .contains(new Costs(brand, 350));
        products.deleteByKey("a" + calls);
        eventually(() -> byBrand(calls).count(Query.where("brand", brand)), 1L);
        refused(DocumentsError.INVALID_ENTITY, () -> session().repository(ProductOfBrand.class), "use view(…)");
        refused(DocumentsError.INVALID_ENTITY, () -> session().view(Product.class), "use repository(…)");
        refused(
                DocumentsError.INVALID_ENTITY,
                () -> session().batch(batch -> batch.table(ProductOfBrand.class)),
                "which is only read");
    }
}
