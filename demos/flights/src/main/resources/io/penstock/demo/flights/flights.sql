-- Rows that the program pushes, in the order of departure.
CREATE SOURCE flights (
    seq BIGINT NOT NULL,
    departure TIMESTAMP NOT NULL,
    delay_minutes INTEGER NOT NULL,
    distance_miles INTEGER NOT NULL,
    origin VARCHAR NOT NULL,
    destination VARCHAR NOT NULL,
    WATERMARK FOR departure AS departure - INTERVAL '10' MINUTE
);

-- A table of the PostgreSQL database that the program registered as 'warehouse'.
CREATE LOOKUP TABLE airports (
    iata VARCHAR,
    city VARCHAR,
    state VARCHAR,
    PRIMARY KEY (iata)
) WITH (connection = 'warehouse', table = 'airports');

-- Filter and projection.
CREATE STREAM long_delays AS
SELECT seq, departure, origin, destination, delay_minutes, delay_minutes / 60 AS delay_hours
FROM flights
WHERE delay_minutes >= 60;

-- Each long delay with the city that it happened in.
CREATE STREAM delayed_flights AS
SELECT d.origin, d.departure, d.seq, d.destination, a.city, a.state, d.delay_minutes, d.delay_hours
FROM long_delays AS d
JOIN airports AS a ON d.origin = a.iata;

-- One row for each airport and day, when the day is over.
CREATE STREAM daily_delays AS
SELECT
    origin,
    TUMBLE_START(departure, INTERVAL '1' DAY) AS day_start,
    COUNT(*) AS flights,
    SUM(delay_minutes) AS total_delay,
    AVG(delay_minutes) AS average_delay,
    MAX(delay_minutes) AS worst_delay
FROM flights
GROUP BY origin, TUMBLE(departure, INTERVAL '1' DAY)
EMIT ON WINDOW CLOSE;

-- Six hours of the whole country, every hour.
CREATE STREAM traffic AS
SELECT
    HOP_START(departure, INTERVAL '1' HOUR, INTERVAL '6' HOUR) AS window_start,
    HOP_END(departure, INTERVAL '1' HOUR, INTERVAL '6' HOUR) AS window_end,
    COUNT(*) AS flights,
    SUM(distance_miles) AS miles,
    AVG(delay_minutes) AS average_delay,
    MAX(delay_minutes) AS worst_delay
FROM flights
GROUP BY HOP(departure, INTERVAL '1' HOUR, INTERVAL '6' HOUR)
EMIT ON WINDOW CLOSE;

-- A running total for each route; every change goes out with its weight.
CREATE STREAM routes AS
SELECT origin, destination, COUNT(*) AS flights, SUM(distance_miles) AS miles, MAX(delay_minutes) AS worst_delay
FROM flights
GROUP BY origin, destination
EMIT CHANGES;

CREATE SINK delayed_flights_out FROM delayed_flights
WITH (connection = 'operations', table = 'delayed_flights', key = 'origin,departure,seq');

CREATE SINK daily_delays_out FROM daily_delays
WITH (connection = 'operations', table = 'daily_delays');

CREATE SINK traffic_out FROM traffic
WITH (connection = 'warehouse', table = 'traffic');

CREATE SINK routes_out FROM routes
WITH (connection = 'warehouse', table = 'routes');
