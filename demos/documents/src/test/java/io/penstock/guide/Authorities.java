package io.penstock.guide;

/** An authority that signed nothing; its key was thrown away. */
final class Authorities {
    static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBdzCCAR2gAwIBAgIUZb8I3Iq+UEZGCl/ZuUMIqXo1GVowCgYIKoZIzj0EAwIw
            EDEOMAwGA1UEAwwFZ3VpZGUwIBcNMjYxMTIxMTk0NjU2WhgPMjEyNjEwMjgxOTQ2
            NTZaMBAxDjAMBgNVBAMMBWd1aWRlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
            FmtLmICwFtl/e4EzpjfMpRXpbOlhn7Mz6HoC92vlVswm8fG10C6py1iLS8X9MJHn
            /p4oAW+ucLmDsYbUkn47W6NTMFEwHQYDVR0OBBYEFOKhCv0chvN4It4yeHjHixlA
            nPEaMB8GA1UdIwQYMBaAFOKhCv0chvN4It4yeHjHixlAnPEaMA8GA1UdEwEB/wQF
            MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgHd76s7NBtIDuIWOAfYhUx7rHBFWnm3uF
            TdB4JqP907wCIQDRkEI2LW09mchTvl120vhmvGcfK4rrlxs+uZg8OaSxeQ==
            -----END CERTIFICATE-----
            """;

    private Authorities() {}
}
