package io.penstock.guide;

import io.penstock.documents.DocumentSession;
import io.penstock.documents.Repository;
import io.penstock.documents.Update;
import java.util.List;

/** Records inside of records. */
final class UserTypes {
    private UserTypes() {}

    static Customer run(DocumentSession session) {
        // region run
        Repository<Customer> customers = session.repository(Customer.class);
        customers.save(new Customer(
                "ann",
                new Customer.Address("Elm Street 1", "Bern"),
                new Customer.Address("Oak Street 2", "Bern"),
                List.of(new Customer.Address("Fir Street 3", "Basel")),
                new Customer.Position(46.9, 7.4),
                new Customer.Contact("ann@example.org", null)));

        customers.update(Update.byKey("ann")
                .change(Customer_.WORK.<String>field("city").set("Basel")) // one field, because it is not frozen
                .change(Customer_.CONTACT_PHONE.set("555 0100"))); // an embedded component is a column
        // endregion
        return customers.require("ann");
    }
}
