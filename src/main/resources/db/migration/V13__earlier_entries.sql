-- Entries of the list that a member had before the linked one, and what the ledger told of members and entries before its rows
-- grew too old: an erasure finds them however long ago that was. Neither contact nor decision stays, only who had which entry.
CREATE TABLE earlier_entry (
  member_id VARCHAR(64) NOT NULL,
  heyloyalty_id VARCHAR(60) NOT NULL,
  CONSTRAINT earlier_entry_once PRIMARY KEY (member_id, heyloyalty_id)
);
CREATE INDEX earlier_entry_entry ON earlier_entry (heyloyalty_id);
