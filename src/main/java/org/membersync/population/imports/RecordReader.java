package org.membersync.population.imports;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Leaves out a byte order mark, and stops a row that never ends: a quotation mark that is not closed would take the whole file. */
class RecordReader extends FilterReader {

    private static final int LONGEST_RECORD = 4_000_000;

    private long sinceRecord;

    RecordReader(Reader in) throws IOException {
        super(withoutMark(in));
    }

    private static Reader withoutMark(Reader in) throws IOException {
        BufferedReader buffered = new BufferedReader(in);
        buffered.mark(1);
        if (buffered.read() != '\uFEFF') {
            buffered.reset();
        }
        return buffered;
    }

    /** A row was read to its end. */
    void recordEnds() {
        sinceRecord = 0;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        sinceRecord += read;
        if (sinceRecord > LONGEST_RECORD) {
            throw new IOException("A row is longer than any can be");
        }
    }
}
