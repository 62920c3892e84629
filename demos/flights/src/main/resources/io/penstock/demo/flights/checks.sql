-- The same results, computed by PostgreSQL from the raw rows alone. One query a check, by name.

-- delayed_flights
SELECT f.origin, f.departure, f.seq, f.destination, a.city, a.state, f.delay_minutes, f.delay_minutes / 60 AS delay_hours
FROM flights f JOIN airports a ON f.origin = a.iata
WHERE f.delay_minutes >= 60;

-- daily_delays
SELECT origin, date_trunc('day', departure, 'UTC') AS day_start, count(*) AS flights, sum(delay_minutes)::bigint AS total_delay,
       sum(delay_minutes)::double precision / count(*) AS average_delay, max(delay_minutes) AS worst_delay
FROM flights
GROUP BY 1, 2;

-- traffic
SELECT w AS window_start, w + interval '6 hours' AS window_end, count(*) AS flights, sum(distance_miles)::bigint AS miles,
       sum(delay_minutes)::double precision / count(*) AS average_delay, max(delay_minutes) AS worst_delay
FROM flights, generate_series(date_trunc('hour', departure, 'UTC') - interval '5 hours',
                              date_trunc('hour', departure, 'UTC'), interval '1 hour') AS w
GROUP BY 1;

-- routes
SELECT origin, destination, count(*) AS flights, sum(distance_miles)::bigint AS miles, max(delay_minutes) AS worst_delay
FROM flights
GROUP BY 1, 2;
