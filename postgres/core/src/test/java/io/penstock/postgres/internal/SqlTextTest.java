package io.penstock.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_config('a', 'b', false)",
                "select SET_CONFIG ($1, $2, $3)",
                "SELECT set_config('a', 'b', true), set_config('c', 'd', false)",
                "SELECT pg_advisory_lock(1)",
                "SELECT pg_try_advisory_lock_shared(1)",
                "CREATE TEMP TABLE t (id int)",
                "create or replace temporary view v as select 1",
                "SELECT 1 INTO LOCAL TEMP t",
                "/* first */ DO $$ BEGIN END $$",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
            })
    void sees_what_touches_the_session(String sql) {
        assertThat(SqlText.of(sql).touchesSession()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_config('a', 'b', true)",
                "SELECT set_config('a, (b)', $1 , TRUE )",
                "SELECT pg_advisory_xact_lock(1)",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT set_config('a', 'b', false) $$",
                "CREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE sql AS $$ CREATE TEMP TABLE t (id int) $$",
                "SELECT temperature FROM readings",
                "DECLARE c CURSOR FOR SELECT 1",
                "INSERT INTO templates VALUES (1)",
            })
    void leaves_others_alone(String sql) {
        assertThat(SqlText.of(sql).touchesSession()).isFalse();
    }
}
