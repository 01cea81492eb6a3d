-- Several processes on one database. One set of statements for HSQLDB and PostgreSQL.

-- What only one transaction at a time may do, over all processes: the row is locked until its end.
CREATE TABLE shared_lock (
  name VARCHAR(40) PRIMARY KEY,
  used_at TIMESTAMP WITH TIME ZONE
);
INSERT INTO shared_lock (name) VALUES ('claims');
INSERT INTO shared_lock (name) VALUES ('feeds');
INSERT INTO shared_lock (name) VALUES ('list');
INSERT INTO shared_lock (name) VALUES ('sweep');
INSERT INTO shared_lock (name) VALUES ('budget');

-- Whom of the other side a turn has to do with, as long as no link tells it: held back while the turn runs.
CREATE TABLE turn_counterpart (
  direction VARCHAR(10) NOT NULL,
  member_id VARCHAR(60) NOT NULL,
  counterpart_id VARCHAR(60) NOT NULL,
  claim_token VARCHAR(60) NOT NULL,
  PRIMARY KEY (direction, member_id, counterpart_id)
);

-- The processes of this coupling, each with its heartbeat by the database's clock.
CREATE TABLE instance (
  instance_id VARCHAR(100) PRIMARY KEY,
  registered_at TIMESTAMP WITH TIME ZONE NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- Calls that were reserved, by the slot of time they belong to.
CREATE TABLE call_budget (
  system_name VARCHAR(40) NOT NULL,
  slot BIGINT NOT NULL,
  calls INTEGER NOT NULL,
  PRIMARY KEY (system_name, slot)
);
