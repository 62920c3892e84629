package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.VectorType;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.Requirements;
import java.util.Set;

/** Drivers before 4.19 know vectors of numbers only, and would write others wrongly. */
final class VectorsOfAny {
    private static final Set<DataType> NUMBERS =
            Set.of(DataTypes.FLOAT, DataTypes.DOUBLE, DataTypes.INT, DataTypes.BIGINT);
    private static final boolean KNOWN = isKnown();

    private VectorsOfAny() {}

    static boolean known() {
        return KNOWN;
    }

    static void check(VectorType type) {
        if (!KNOWN && !NUMBERS.contains(type.getElementType())) {
            throw Requirements.unsupported(Capability.VECTORS_OF_ANY);
        }
    }

    private static boolean isKnown() {
        try {
            return CqlVector.class.getMethod("newInstance", Object[].class) != null;
        } catch (NoSuchMethodException onlyNumbers) {
            return false;
        }
    }
}
