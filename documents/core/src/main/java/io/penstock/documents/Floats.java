package io.penstock.documents;

import java.util.ArrayList;
import java.util.List;

/** Vectors as arrays and as lists. */
final class Floats {
    private Floats() {}

    static List<Float> boxed(float[] vector) {
        List<Float> boxed = new ArrayList<>(vector.length);
        for (float number : vector) {
            boxed.add(number);
        }
        return boxed;
    }
}
