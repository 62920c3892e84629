package io.penstock.documents.testkit.driver;

import io.penstock.documents.driver.CqlDriver;

/** How the suites get at the driver under test. */
@FunctionalInterface
public interface DriverBackend {
    /** Connects and waits for it. Fails with the driver's translated errors. The caller closes the driver. */
    CqlDriver connect(DriverTarget target);
}
