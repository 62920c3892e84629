package io.penstock.demo.flights;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Failures of the demo itself. */
public enum DemoError implements ErrorCode {
    /** The picture of the terminal cannot be written to its file. */
    PICTURE;

    @Override
    public String code() {
        return name();
    }

    @Override
    public Who who() {
        return Who.OUTSIDE;
    }
}
