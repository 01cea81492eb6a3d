-- What a process wrote of a member whose turn another one had taken over by then, as JSON: nobody's change, but our own.
ALTER TABLE member_change ADD COLUMN late_fields VARCHAR(100000);
