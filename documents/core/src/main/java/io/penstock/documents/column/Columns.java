package io.penstock.documents.column;

/**
 * Makes typed columns, one line each: {@code ClusteringColumn<Flight, Instant> DEPARTED =
 * Columns.clustering(Flight.class, "departed")}. The annotation processor writes these lines. Whether role and type are
 * the component's own is checked when the column is used; components are named as in Java.
 */
public final class Columns {
    private Columns() {}

    /** A part of the partition key. */
    public static <E, V> PartitionColumn<E, V> partition(Class<E> entity, String component) {
        return new PartitionColumn<>(entity, component);
    }

    /** A part of the clustering key. */
    public static <E, V> ClusteringColumn<E, V> clustering(Class<E> entity, String component) {
        return new ClusteringColumn<>(entity, component);
    }

    /** A column outside the key without an index; also a frozen collection or user-defined type. */
    public static <E, V> RegularColumn<E, V> regular(Class<E> entity, String component) {
        return new RegularColumn<>(entity, component);
    }

    /** A static column, which the rows of a partition share. */
    public static <E, V> StaticColumn<E, V> shared(Class<E> entity, String component) {
        return new StaticColumn<>(entity, component);
    }

    /** A column outside the key with an index on its values. */
    public static <E, V> IndexedColumn<E, V> indexed(Class<E> entity, String component) {
        return new IndexedColumn<>(entity, component);
    }

    /** A text column with an index that matches patterns. */
    public static <E> TextColumn<E> text(Class<E> entity, String component) {
        return new TextColumn<>(entity, component);
    }

    /** A counter. */
    public static <E> CounterColumn<E> counter(Class<E> entity, String component) {
        return new CounterColumn<>(entity, component);
    }

    /** A list that is not frozen. */
    public static <E, T> ListColumn<E, T> list(Class<E> entity, String component) {
        return new ListColumn<>(entity, component);
    }

    /** A set that is not frozen. */
    public static <E, T> SetColumn<E, T> set(Class<E> entity, String component) {
        return new SetColumn<>(entity, component);
    }

    /** A map that is not frozen. */
    public static <E, K, T> MapColumn<E, K, T> map(Class<E> entity, String component) {
        return new MapColumn<>(entity, component);
    }

    /** A vector, as an array or a list. */
    public static <E, V> VectorColumn<E, V> vector(Class<E> entity, String component) {
        return new VectorColumn<>(entity, component);
    }

    /** A value of a user-defined type that is not frozen. */
    public static <E, V> UserTypeColumn<E, V> userType(Class<E> entity, String component) {
        return new UserTypeColumn<>(entity, component);
    }
}
