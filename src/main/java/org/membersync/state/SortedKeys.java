package org.membersync.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.LongStream;

/**
 * Pairs of numbers found by a key, any number of them: they lie sorted in a temporary file that the operating system holds as far as
 * it has room, so that a population of millions takes no more of the program's memory than one of thousands. The file is gone when
 * it is closed or the process ends.
 */
final class SortedKeys implements AutoCloseable {

    private static final int LONGS = 3;
    private static final int RECORD = LONGS * Long.BYTES;

    private final FileChannel file;
    private final LongBuffer records;
    private final int size;

    private SortedKeys(FileChannel file, LongBuffer records, int size) {
        this.file = file;
        this.records = records;
        this.size = size;
    }

    /** The first numbers of all pairs with that key. */
    LongStream firsts(long key) {
        int from = lowest(key);
        return LongStream.iterate(from, at -> at < size && number(at, 0) == key, at -> at + 1)
                .map(at -> number(at, 1));
    }

    /** The pairs with that key. */
    List<Pair> pairs(long key) {
        List<Pair> found = new ArrayList<>();
        for (int at = lowest(key); at < size && number(at, 0) == key; at++) {
            found.add(new Pair(number(at, 1), number(at, 2)));
        }
        return found;
    }

    boolean holds(long key) {
        int at = lowest(key);
        return at < size && number(at, 0) == key;
    }

    private int lowest(long key) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (number(middle, 0) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long number(long at, int which) {
        return records.get((int) at * LONGS + which);
    }

    @Override
    public void close() {
        quietly(file);
    }

    private static void quietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two numbers. */
    record Pair(long first, long second) {}

    private record Keyed(long key, long first, long second) {}

    private static final Comparator<Keyed> ORDER =
            Comparator.comparingLong(Keyed::key).thenComparingLong(Keyed::first).thenComparingLong(Keyed::second);

    /** Takes the pairs in any order, sorts them in parts and merges the parts. */
    static final class Builder implements AutoCloseable {

        private static final int PART = 1 << 16;
        private static final int BUFFERED = 512;

        private final FileChannel parts = temporary();
        private final List<Long> starts = new ArrayList<>(List.of(0L));
        private final List<Keyed> part = new ArrayList<>();

        void add(long key, long first, long second) {
            part.add(new Keyed(key, first, second));
            if (part.size() == PART) {
                end();
            }
        }

        private void end() {
            part.sort(ORDER);
            Writer writer = new Writer(parts);
            part.forEach(writer::write);
            writer.flush();
            part.clear();
            starts.add(position(parts));
        }

        /** All that was taken, sorted. */
        SortedKeys sorted() {
            end();
            FileChannel merged = temporary();
            try {
                merge(merged);
                long bytes = merged.size();
                int size = Math.toIntExact(bytes / RECORD);
                // One long buffer reaches 2 GB: some 89 million pairs.
                return new SortedKeys(
                        merged, merged.map(MapMode.READ_ONLY, 0, bytes).asLongBuffer(), size);
            } catch (IOException e) {
                quietly(merged);
                throw new UncheckedIOException(e);
            } finally {
                close();
            }
        }

        private void merge(FileChannel merged) {
            PriorityQueue<Reader> readers = new PriorityQueue<>(Comparator.comparing(reader -> reader.next, ORDER));
            for (int i = 1; i < starts.size(); i++) {
                Reader reader = new Reader(parts, starts.get(i - 1), starts.get(i));
                if (reader.advance()) {
                    readers.add(reader);
                }
            }
            Writer writer = new Writer(merged);
            while (!readers.isEmpty()) {
                Reader least = readers.poll();
                writer.write(least.next);
                if (least.advance()) {
                    readers.add(least);
                }
            }
            writer.flush();
        }

        @Override
        public void close() {
            quietly(parts);
        }
    }

    private static FileChannel temporary() {
        try {
            Path path = Files.createTempFile("membersync-", ".sorted");
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No temporary file could be made in " + System.getProperty("java.io.tmpdir")
                            + ": a comparison of populations needs some 250 MB there for a million members",
                    e);
        }
    }

    private static long position(FileChannel channel) {
        try {
            return channel.position();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Writer {

        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(Builder.BUFFERED * RECORD);

        Writer(FileChannel channel) {
            this.channel = channel;
        }

        void write(Keyed keyed) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            buffer.putLong(keyed.key()).putLong(keyed.first()).putLong(keyed.second());
        }

        void flush() {
            buffer.flip();
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            buffer.clear();
        }
    }

    private static final class Reader {

        private final FileChannel channel;
        private final long end;
        private final ByteBuffer buffer =
                ByteBuffer.allocate(Builder.BUFFERED * RECORD).limit(0);
        private long at;
        private Keyed next;

        Reader(FileChannel channel, long start, long end) {
            this.channel = channel;
            this.at = start;
            this.end = end;
        }

        boolean advance() {
            if (!buffer.hasRemaining() && !fill()) {
                return false;
            }
            next = new Keyed(buffer.getLong(), buffer.getLong(), buffer.getLong());
            return true;
        }

        private boolean fill() {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            try {
                while (buffer.hasRemaining()) {
                    at += channel.read(buffer, at);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            buffer.flip();
            return buffer.hasRemaining();
        }
    }
}
