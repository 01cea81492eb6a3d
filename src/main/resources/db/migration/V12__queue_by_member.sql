-- The change queue once more, its key beginning with the member: no index but the one for claims begins with the direction then,
-- so that the embedded database reads by that one, and not by the key through all changes of a direction.
CREATE TABLE member_change_by_member (
  member_id VARCHAR(60) NOT NULL,
  direction VARCHAR(10) NOT NULL,
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
  held_revision BIGINT,
  held_at TIMESTAMP WITH TIME ZONE,
  held_outcome VARCHAR(20),
  held_reasons VARCHAR(2000),
  late_fields VARCHAR(100000),
  waits_revision BIGINT,
  PRIMARY KEY (member_id, direction)
);
INSERT INTO member_change_by_member
  (member_id, direction, source, revision, settled_at, due_at, attempts, last_reason, last_message, claim_token,
  claimed_until, first_seen_at, held_revision, held_at, held_outcome, held_reasons,
  late_fields, waits_revision)
SELECT member_id, direction, source, revision, settled_at, due_at, attempts, last_reason, last_message, claim_token,
  claimed_until, first_seen_at, held_revision, held_at, held_outcome, held_reasons,
  late_fields, waits_revision FROM member_change;
DROP TABLE member_change;
ALTER TABLE member_change_by_member RENAME TO member_change;

-- Each direction in the order in which its changes are handed out.
CREATE INDEX member_change_waiting ON member_change (direction, due_at, member_id);
CREATE INDEX member_change_held ON member_change (held_revision);
