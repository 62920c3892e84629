package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.List;

/** The driver's types as ours. Pure functions. */
final class ApacheTypes {
    private ApacheTypes() {}

    static CqlType of(DataType type) {
        return switch (type) {
            case ListType list -> new CqlType.ListOf(of(list.getElementType()), list.isFrozen());
            case SetType set -> new CqlType.SetOf(of(set.getElementType()), set.isFrozen());
            case MapType map -> new CqlType.MapOf(of(map.getKeyType()), of(map.getValueType()), map.isFrozen());
            case UserDefinedType user -> userType(user);
            case TupleType tuple ->
                new CqlType.Tuple(
                        tuple.getComponentTypes().stream().map(ApacheTypes::of).toList());
            case VectorType vector -> new CqlType.Vector(of(vector.getElementType()), vector.getDimensions());
            default -> scalar(type);
        };
    }

    private static CqlType userType(UserDefinedType user) {
        List<CqlColumn> fields = new ArrayList<>();
        for (int i = 0; i < user.getFieldNames().size(); i++) {
            fields.add(new CqlColumn(
                    user.getFieldNames().get(i).asInternal(),
                    of(user.getFieldTypes().get(i))));
        }
        return new CqlType.UserType(user.getName().asInternal(), fields, user.isFrozen());
    }

    private static CqlType scalar(DataType type) {
        String cql = type.asCql(true, false);
        return CqlType.parse(cql, name -> new CqlType.UserType(name, List.of(), false));
    }
}
