package io.penstock.documents.driver.apache;

import io.penstock.documents.testkit.driver.BatchContract;
import io.penstock.documents.testkit.driver.BlockingContract;
import io.penstock.documents.testkit.driver.CloseContract;
import io.penstock.documents.testkit.driver.ClusterContract;
import io.penstock.documents.testkit.driver.ErrorContract;
import io.penstock.documents.testkit.driver.KeyspaceContract;
import io.penstock.documents.testkit.driver.LwtContract;
import io.penstock.documents.testkit.driver.NamedValuesContract;
import io.penstock.documents.testkit.driver.OptionsContract;
import io.penstock.documents.testkit.driver.PagingContract;
import io.penstock.documents.testkit.driver.PreparedContract;
import io.penstock.documents.testkit.driver.ResultContract;
import io.penstock.documents.testkit.driver.TimeContract;
import io.penstock.documents.testkit.driver.ValuesContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** All families of the driver's contract, but for encryption and users. */
@ExtendWith(ApacheUnderTest.class)
final class ApacheContractsTest {
    @Nested
    final class Results extends ResultContract {}

    @Nested
    final class Paging extends PagingContract {}

    @Nested
    final class Options extends OptionsContract {}

    @Nested
    final class NamedValues extends NamedValuesContract {}

    @Nested
    final class Prepared extends PreparedContract {}

    @Nested
    final class Batches extends BatchContract {}

    @Nested
    final class Lwt extends LwtContract {}

    @Nested
    final class Errors extends ErrorContract {}

    @Nested
    final class Close extends CloseContract {}

    @Nested
    final class Times extends TimeContract {}

    @Nested
    final class BlockingCalls extends BlockingContract {}

    @Nested
    final class Keyspaces extends KeyspaceContract {}

    @Nested
    final class Cluster extends ClusterContract {}

    @Nested
    final class Values extends ValuesContract {}
}
