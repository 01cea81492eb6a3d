-- One set of statements for HSQLDB and PostgreSQL.

-- How far each Business Central feed was read.
CREATE TABLE watermark (
  feed VARCHAR(40) PRIMARY KEY,
  settled_position BIGINT NOT NULL,
  anchor_row VARCHAR(60) NOT NULL,
  complete BOOLEAN NOT NULL,
  read_at TIMESTAMP WITH TIME ZONE
);

-- Rows of the overlap that were taken already.
CREATE TABLE feed_seen (
  feed VARCHAR(40) NOT NULL,
  row_id VARCHAR(60) NOT NULL,
  row_position BIGINT NOT NULL,
  PRIMARY KEY (feed, row_position, row_id)
);

-- How far the HeyLoyalty list was read, and which states of entries in the overlap were taken already, by keyed hashes.
CREATE TABLE list_watermark (
  newest_at TIMESTAMP WITH TIME ZONE PRIMARY KEY,
  read_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE list_seen (
  entry_mark VARCHAR(64) PRIMARY KEY,
  state_mark VARCHAR(64) NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE
);
CREATE INDEX list_seen_updated ON list_seen (updated_at);

-- What the feeds tell and the member detail does not: numbers and codes, no names; a keyed hash of the phone number's end.
CREATE TABLE bc_member (
  member_id VARCHAR(60) PRIMARY KEY,
  entry_no INTEGER,
  member_number VARCHAR(40) NOT NULL,
  country_code VARCHAR(20) NOT NULL,
  phone_hash VARCHAR(64),
  created_at TIMESTAMP WITH TIME ZONE,
  modified_at TIMESTAMP WITH TIME ZONE,
  opt_out_seen_at TIMESTAMP WITH TIME ZONE,
  detail_read_at TIMESTAMP WITH TIME ZONE
);
CREATE INDEX bc_member_entry ON bc_member (entry_no);
CREATE INDEX bc_member_by_number ON bc_member (member_number);
CREATE INDEX bc_member_phone ON bc_member (phone_hash);

CREATE TABLE bc_membership (
  membership_id VARCHAR(60) PRIMARY KEY,
  entry_no INTEGER NOT NULL
);
CREATE INDEX bc_membership_entry_no ON bc_membership (entry_no);

CREATE TABLE bc_membership_entry (
  entry_id VARCHAR(60) PRIMARY KEY,
  entry_no INTEGER NOT NULL,
  membership_entry_no INTEGER NOT NULL,
  item_number VARCHAR(40) NOT NULL,
  valid_from DATE,
  valid_until DATE,
  blocked BOOLEAN NOT NULL
);
CREATE INDEX bc_membership_entry_of ON bc_membership_entry (membership_entry_no);

CREATE TABLE bc_role (
  membership_id VARCHAR(60) NOT NULL,
  member_id VARCHAR(60) NOT NULL,
  PRIMARY KEY (membership_id, member_id)
);
CREATE INDEX bc_role_member ON bc_role (member_id);

-- The change queue: one open row for each member and direction.
CREATE TABLE member_change (
  direction VARCHAR(10) NOT NULL,
  member_id VARCHAR(60) NOT NULL,
  source VARCHAR(20) NOT NULL,
  revision BIGINT NOT NULL,
  settled_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  attempts INTEGER NOT NULL,
  last_reason VARCHAR(60),
  last_message VARCHAR(2000),
  claim_token VARCHAR(60),
  claimed_until TIMESTAMP WITH TIME ZONE,
  first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (direction, member_id)
);
CREATE INDEX member_change_due ON member_change (due_at, member_id);

CREATE TABLE member_link (
  member_id VARCHAR(60) PRIMARY KEY,
  member_number VARCHAR(40) NOT NULL,
  heyloyalty_id VARCHAR(60) NOT NULL,
  status VARCHAR(20) NOT NULL,
  unsubscribed_at TIMESTAMP WITH TIME ZONE,
  unsubscribed_by VARCHAR(40),
  email_status VARCHAR(20),
  linked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  checked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT member_link_once UNIQUE (heyloyalty_id)
);
CREATE INDEX member_link_checked ON member_link (checked_at);

-- Writes to HeyLoyalty that were noted before they were made, until their end is recorded: after a crash or a lost answer
-- a new subscriber is found again by the contact that was sent.
CREATE TABLE announced_write (
  member_id VARCHAR(60) PRIMARY KEY,
  kind VARCHAR(30) NOT NULL,
  announced_at TIMESTAMP WITH TIME ZONE NOT NULL,
  contact_field VARCHAR(200) NOT NULL,
  contact_value VARCHAR(1000) NOT NULL
);

-- The field values both sides last agreed on, as JSON.
CREATE TABLE base (
  member_id VARCHAR(60) PRIMARY KEY,
  fields VARCHAR(100000) NOT NULL,
  agreed_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- What an operator chose when both sides had changed a field; it holds for the values that were shown.
CREATE TABLE field_choice (
  member_id VARCHAR(60) NOT NULL,
  field VARCHAR(200) NOT NULL,
  side VARCHAR(20) NOT NULL,
  bc_value VARCHAR(20000) NOT NULL,
  heyloyalty_value VARCHAR(20000) NOT NULL,
  PRIMARY KEY (member_id, field)
);

-- Values that autoCreate added to the mapping: no personal data.
CREATE TABLE created_value (
  heyloyalty_field VARCHAR(200) NOT NULL,
  bc_value VARCHAR(250) NOT NULL,
  option_id VARCHAR(60) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (heyloyalty_field, bc_value)
);

-- New subscribers who are on their way into Business Central: noted before each write, until its end is recorded.
CREATE TABLE new_member (
  heyloyalty_id VARCHAR(60) PRIMARY KEY,
  membership_id VARCHAR(60),
  membership_sent_at TIMESTAMP WITH TIME ZONE,
  member_sent_at TIMESTAMP WITH TIME ZONE
);

-- Keyed hashes of erased persons.
CREATE TABLE suppression (
  person_hash VARCHAR(64) PRIMARY KEY,
  suppressed_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE instance_key (
  name VARCHAR(40) PRIMARY KEY,
  key_value VARCHAR(100) NOT NULL
);

-- The consent ledger: append-only.
CREATE TABLE consent_decision (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
  run_id VARCHAR(60) NOT NULL,
  direction VARCHAR(10) NOT NULL,
  source VARCHAR(20) NOT NULL,
  member_id VARCHAR(64) NOT NULL,
  member_number VARCHAR(64) NOT NULL,
  heyloyalty_id VARCHAR(60),
  outcome VARCHAR(20) NOT NULL,
  rules VARCHAR(200) NOT NULL,
  reasons VARCHAR(4000) NOT NULL,
  fields VARCHAR(2000) NOT NULL
);
CREATE INDEX consent_decision_member ON consent_decision (member_id);
CREATE INDEX consent_decision_run ON consent_decision (run_id);

CREATE TABLE failure (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  direction VARCHAR(10) NOT NULL,
  member_id VARCHAR(60) NOT NULL,
  member_number VARCHAR(40) NOT NULL,
  reason VARCHAR(60) NOT NULL,
  message VARCHAR(2000) NOT NULL,
  attempts INTEGER NOT NULL,
  failed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  status VARCHAR(12) NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  ended_by VARCHAR(60),
  note VARCHAR(1000),
  -- Of a single field that waits while the rest of the person goes on: its name and both sides' values.
  field VARCHAR(200) DEFAULT '' NOT NULL,
  bc_value VARCHAR(20000),
  heyloyalty_value VARCHAR(20000)
);
CREATE INDEX failure_member ON failure (member_id);
CREATE INDEX failure_status ON failure (status, reason);

-- What HeyLoyalty told by webhooks, whole: personal data, kept for a month and erased with the person.
CREATE TABLE webhook_request (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  received_at TIMESTAMP WITH TIME ZONE NOT NULL,
  happened_at TIMESTAMP WITH TIME ZONE,
  source VARCHAR(20) NOT NULL,
  event_type VARCHAR(40) NOT NULL,
  member_ref VARCHAR(60) NOT NULL,
  list_ref VARCHAR(60) NOT NULL,
  body VARCHAR(300000) NOT NULL
);
CREATE INDEX webhook_request_member ON webhook_request (member_ref);
CREATE INDEX webhook_request_received ON webhook_request (received_at);

-- A direction that waits for mended access.
CREATE TABLE direction_hold (
  direction VARCHAR(10) PRIMARY KEY,
  reason VARCHAR(60) NOT NULL,
  message VARCHAR(2000) NOT NULL,
  held_since TIMESTAMP WITH TIME ZONE NOT NULL,
  held_until TIMESTAMP WITH TIME ZONE NOT NULL
);
