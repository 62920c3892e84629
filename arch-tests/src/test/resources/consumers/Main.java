package com.example.consumer;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.record.Column;
import io.penstock.record.RecordShape;
import java.util.List;

/** The least that a user does: a record of their own, seen as columns, and an error that says who must act. */
public final class Main {
    public record Flight(String carrier, @Column("dest") String destination, int delayMinutes) {}

    public record Wrong(String name, Thread thread) {}

    private Main() {}

    public static void main(String[] arguments) {
        RecordShape<Flight> shape = RecordShape.of(Flight.class);
        Flight flight = shape.create(new Object[] {"WN", "OAK", 12});
        List<Object> values =
                shape.components().stream().map(c -> c.get(flight)).toList();
        System.out.println(shape.columnNames() + " " + values);
        try {
            RecordShape.of(Wrong.class);
        } catch (PenstockException expected) {
            System.out.println((expected.code() == BaseError.INVALID_RECORD) + " " + expected.who());
        }
        System.out.println("named module: " + RecordShape.class.getModule().isNamed());
    }
}
