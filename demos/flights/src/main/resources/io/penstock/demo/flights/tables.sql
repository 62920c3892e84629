CREATE TABLE airports (
    iata text PRIMARY KEY, name text NOT NULL, city text NOT NULL, state text NOT NULL, country text NOT NULL,
    latitude double precision NOT NULL, longitude double precision NOT NULL
);

CREATE TABLE flights (
    seq bigint PRIMARY KEY, departure timestamptz NOT NULL, delay_minutes integer NOT NULL,
    distance_miles integer NOT NULL, origin text NOT NULL, destination text NOT NULL
);

CREATE TABLE traffic (
    window_start timestamptz PRIMARY KEY, window_end timestamptz NOT NULL, flights bigint NOT NULL, miles bigint NOT NULL,
    average_delay double precision NOT NULL, worst_delay integer NOT NULL
);

CREATE TABLE routes (
    origin text, destination text, flights bigint NOT NULL, miles bigint NOT NULL, worst_delay integer NOT NULL,
    PRIMARY KEY (origin, destination)
);
