-- Whether a turn that knew of the notice has ended: what came in during a turn is for the next one. What was told before
-- counts as looked at.
ALTER TABLE webhook_request ADD COLUMN looked BOOLEAN DEFAULT TRUE NOT NULL;
ALTER TABLE webhook_request ALTER COLUMN looked SET DEFAULT FALSE;

-- By which revision of an outbound change the member was looked at while an inbound one waited.
ALTER TABLE member_change ADD COLUMN waits_revision BIGINT;
