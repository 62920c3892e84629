package io.penstock.bench.argus;

import com.datastax.oss.driver.api.mapper.annotations.CqlName;
import com.datastax.oss.driver.api.mapper.annotations.Entity;
import com.datastax.oss.driver.api.mapper.annotations.PropertyStrategy;
import com.datastax.oss.driver.api.mapper.entity.naming.GetterStyle;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import java.util.List;
import org.springframework.data.cassandra.core.mapping.PrimaryKey;

/** Somebody who runs tests. */
@Table("users")
@org.springframework.data.cassandra.core.mapping.Table("users")
@Entity
@CqlName("users")
@PropertyStrategy(mutable = false, getterStyle = GetterStyle.FLUENT)
public record User(@PartitionKey @PrimaryKey long id, String login, String name, String email, List<String> roles) {
    @Override
    @com.datastax.oss.driver.api.mapper.annotations.PartitionKey
    public long id() {
        return id;
    }

    /** The user of a number. */
    public static User numbered(long id) {
        return new User(id, "user" + id, "User " + id, "user" + id + "@example.com", List.of("tester", "reader"));
    }

    /** With the last of the roles first: another list that is not longer, however often. */
    static User withRolesTurned(User user) {
        return new User(user.id, user.login, user.name, user.email, user.roles.reversed());
    }
}
