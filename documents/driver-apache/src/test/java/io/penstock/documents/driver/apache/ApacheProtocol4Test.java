package io.penstock.documents.driver.apache;

import io.penstock.documents.testkit.driver.DriverBackend;
import io.penstock.documents.testkit.driver.PreparedContract;
import io.penstock.documents.testkit.driver.ValuesContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Protocol 4, whose prepared statements do not tell when their result has other columns. */
@ExtendWith(ApacheProtocol4Test.OnProtocol4.class)
final class ApacheProtocol4Test {
    /** Gives the suites this driver with the older protocol. */
    static final class OnProtocol4 implements ParameterResolver {
        private final ApacheUnderTest newest = new ApacheUnderTest();

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return newest.supportsParameter(parameter, context);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DriverBackend.class
                    ? (DriverBackend) target -> ApacheUnderTest.builder(target)
                            .protocolVersion("V4")
                            .connect()
                    : newest.resolveParameter(parameter, context);
        }
    }

    @Nested
    final class Prepared extends PreparedContract {}

    @Nested
    final class Values extends ValuesContract {}
}
