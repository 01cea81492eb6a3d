package org.membersync.population.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The rows of a file, read as they come, whatever its size. */
@FunctionalInterface
interface Lines {

    /**
     * Hands out every row, the header first.
     *
     * @throws ImportRefusedException when the file is not what it should be
     */
    void forEach(Consumer<Line> taker) throws IOException;

    /** The rows of a CSV or XLSX file, told apart by their first bytes. */
    static Lines of(Path file) {
        if (Files.isDirectory(file)) {
            throw new ImportRefusedException(file + " is a folder: name the file that HeyLoyalty exported");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            boolean zipped = start.length == 4 && start[0] == 'P' && start[1] == 'K';
            return zipped ? new XlsxLines(file) : new CsvLines(file);
        } catch (NoSuchFileException missing) {
            throw new ImportRefusedException("There is no file " + file + ": check the name and the folder");
        } catch (AccessDeniedException denied) {
            throw new ImportRefusedException(file + " may not be read: give the user of this program the right to");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
