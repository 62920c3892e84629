package io.penstock.guide;

import io.penstock.documents.Ascii;
import io.penstock.documents.EnumOrdinal;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.TimeUuid;
import io.penstock.documents.value.CqlDuration;
import io.penstock.guide.Order.State;
import io.penstock.record.Truncate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;

// region types
/** One component of each kind; beside it the column's type. */
@Table("everything")
public record Everything(
        @PartitionKey UUID id, // uuid
        boolean flag, // boolean
        byte tiny, // tinyint
        short small, // smallint
        int number, // int
        long big, // bigint
        BigInteger huge, // varint
        float single, // float
        double twice, // double
        BigDecimal exact, // decimal
        String text, // text
        @Ascii String plain, // ascii
        State byName, // text
        @EnumOrdinal State byPlace, // int
        LocalDate day, // date
        LocalTime time, // time
        @Truncate Instant moment, // timestamp, cut to milliseconds
        @TimeUuid UUID event, // timeuuid
        CqlDuration length, // duration
        InetAddress address, // inet
        Optional<String> maybe) {} // text
// endregion
