-- The working tables of runs once more: rows lie in the order in which they came, which costs the same for the millionth as for the
-- first; an index on ids or marks, which come in no order, does not. A run finds rows by sorted files of its own; "part" (of an id,
-- 0 to 1023) is for who looks for a single person. A run that was interrupted reads its pages again.
DROP TABLE population_member;
DROP TABLE population_entry;
DROP TABLE population_attribute;
UPDATE run SET reading = '', read_to = 0, rows_read = 0 WHERE state IN ('RUNNING', 'INTERRUPTED');

CREATE TABLE population_member (
  run_id BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part INTEGER NOT NULL,
  member_id VARCHAR(60) NOT NULL,
  member_number VARCHAR(40) NOT NULL,
  entry_no INTEGER NOT NULL,
  newsletter VARCHAR(20) NOT NULL,
  blocked BOOLEAN NOT NULL,
  anonymised BOOLEAN NOT NULL,
  lacks_contact BOOLEAN NOT NULL,
  email_mark VARCHAR(24),
  phone_mark VARCHAR(24),
  marks VARCHAR(4000) NOT NULL,
  forms VARCHAR(400) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE,
  modified_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (run_id, row_no)
);
CREATE INDEX population_member_part ON population_member (part);

CREATE TABLE population_attribute (
  member_entry_no INTEGER NOT NULL,
  run_id BIGINT NOT NULL,
  field_no INTEGER NOT NULL,
  mark VARCHAR(12) NOT NULL,
  form VARCHAR(1) NOT NULL,
  PRIMARY KEY (member_entry_no, run_id, field_no)
);

CREATE TABLE population_entry (
  run_id BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  part INTEGER NOT NULL,
  heyloyalty_id VARCHAR(60) NOT NULL,
  status VARCHAR(20) NOT NULL,
  email_mark VARCHAR(24),
  phone_mark VARCHAR(24),
  marks VARCHAR(4000) NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE,
  updated_at TIMESTAMP WITH TIME ZONE,
  unsubscribed_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (run_id, row_no)
);
CREATE INDEX population_entry_part ON population_entry (part);
