package io.penstock.guide;

import io.penstock.documents.Embedded;
import io.penstock.documents.Frozen;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.Tuple;
import io.penstock.documents.UserType;
import java.util.List;
import org.jspecify.annotations.Nullable;

// region customer
/** Four ways to keep a record inside of another. */
@Table("customers")
public record Customer(
        @PartitionKey String name,
        Address home, // frozen: written as a whole
        @Frozen(false) @Nullable Address work, // field by field
        List<Address> earlier, // frozen inside of a list
        @Tuple @Nullable Position position, // a tuple
        @Embedded Contact contact) { // columns contact_mail and contact_phone
    /** The type {@code address}, made with the table. */
    @UserType("address")
    public record Address(String street, String city) {}

    /** A tuple of two doubles. */
    public record Position(double latitude, double longitude) {}

    /** Columns of the table itself. */
    public record Contact(String mail, @Nullable String phone) {}
}
// endregion
