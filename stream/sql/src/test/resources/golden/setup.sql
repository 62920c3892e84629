-- what the other files speak of
CREATE SOURCE trades (symbol VARCHAR NOT NULL, price DOUBLE, qty BIGINT NOT NULL, fee DECIMAL(10, 2), small SMALLINT, ok BOOLEAN, day DATE, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE SOURCE quotes (symbol VARCHAR, bid DOUBLE, ask DOUBLE, ts TIMESTAMP, WATERMARK FOR ts);
CREATE SOURCE bare (k INTEGER, v BIGINT, at TIMESTAMP);
CREATE LOOKUP TABLE instruments (symbol VARCHAR, name VARCHAR, lot INTEGER, PRIMARY KEY (symbol)) WITH (connection = 'ref', "table" = 'public.instruments');
CREATE STREAM counts AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol;
CREATE STREAM changes AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol EMIT CHANGES;
CREATE STREAM minutes AS SELECT symbol, TUMBLE_START(ts, INTERVAL '1' MINUTE) AS window_start, SUM(qty) AS total FROM trades GROUP BY symbol, TUMBLE(ts, INTERVAL '1' MINUTE) EMIT ON WINDOW CLOSE;
CREATE MATERIALIZED VIEW totals AS SELECT symbol, SUM(qty) AS total FROM trades GROUP BY symbol;
CREATE SINK out FROM minutes WITH (connection = 'ops', 'table' = 'minutes');
