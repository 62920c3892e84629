package io.penstock.guide;

import io.penstock.documents.ColumnConverter;
import io.penstock.documents.Converted;
import io.penstock.documents.EntityConstructor;
import io.penstock.documents.Json;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.record.Column;
import java.time.Year;
import java.util.Map;

// region parcel
/** A class that is no record, with a column name of its own, a converter and a component as JSON text. */
@Table("parcels")
public final class Parcel {
    private final String id;
    private final Year year;
    private final Map<String, Integer> sizes;

    @EntityConstructor({"id", "year", "sizes"})
    public Parcel(
            @PartitionKey @Column("parcel_id") String id,
            @Converted(with = YearAsNumber.class) Year year,
            @Json Map<String, Integer> sizes) {
        this.id = id;
        this.year = year;
        this.sizes = Map.copyOf(sizes);
    }

    public String id() {
        return id;
    }

    public Year year() {
        return year;
    }

    public Map<String, Integer> sizes() {
        return sizes;
    }

    /** A year is kept as an {@code int}. */
    public static final class YearAsNumber implements ColumnConverter<Year, Integer> {
        @Override
        public Integer toColumn(Year value) {
            return value.getValue();
        }

        @Override
        public Year fromColumn(Integer column) {
            return Year.of(column);
        }
    }
}
// endregion
