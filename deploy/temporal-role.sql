-- The role as which the Temporal server comes to its two databases where the same PostgreSQL holds the register: of that one it can
-- read and change nothing. Run as the superuser, after the schema is made, and again after each change of it.
\set ON_ERROR_STOP on
\getenv password TEMPORAL_DB_PASSWORD
SELECT 'CREATE ROLE temporal_server' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'temporal_server') \gexec
ALTER ROLE temporal_server LOGIN PASSWORD :'password';
REVOKE ALL ON DATABASE temporal, temporal_visibility, mou FROM PUBLIC;
GRANT CONNECT ON DATABASE temporal, temporal_visibility TO temporal_server;
\connect temporal
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO temporal_server;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO temporal_server;
\connect temporal_visibility
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO temporal_server;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO temporal_server;
