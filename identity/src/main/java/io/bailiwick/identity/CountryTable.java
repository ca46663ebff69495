package io.bailiwick.identity;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Reader;
import io.bailiwick.residency.Country;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which country an address lies in, by a database in MaxMind's format, held in memory: asking it waits for nothing. */
public final class CountryTable {

    static final int MOST_BYTES = 512 << 20;

    private static final int IPV4 = 4;

    private final Reader reader;

    private CountryTable(Reader reader) {
        this.reader = reader;
    }

    /** Throws {@link UnreadableException} for what is no regular file, too large, or no such database. */
    public static CountryTable in(Path file) throws IOException, UnreadableException {
        return read(WholeFile.read(file, MOST_BYTES));
    }

    static CountryTable read(byte[] bytes) throws UnreadableException {
        try {
            return new CountryTable(new Reader(new ByteArrayInputStream(bytes)));
        } catch (IOException | RuntimeException broken) { // of a damaged file the reader throws what it stumbles over
            throw new UnreadableException("is no country database (expected: one in MaxMind's format)");
        }
    }

    /** Null where the database does not say; whoever cannot be asked has said nothing, and that is no answer. */
    public @Nullable Country of(InetAddress address) throws UnreadableException {
        if (address instanceof Inet6Address && reader.getMetadata().ipVersion() == IPV4) {
            return null;
        }
        try {
            Row row = reader.get(address, Row.class);
            String code = row == null || row.country == null ? null : row.country.code;
            return code != null && Country.isAssigned(code) ? new Country(code) : null;
        } catch (IOException | RuntimeException broken) { // a row of another form, a pointer to nowhere
            throw new UnreadableException("has a row that cannot be read (expected: country.iso_code)");
        }
    }

    String described() {
        return reader.getMetadata().databaseType() + " of "
                + reader.getMetadata().buildTime();
    }

    /** What is taken of a row. */
    public static final class Row {

        private final @Nullable Place country;

        @MaxMindDbConstructor
        public Row(@MaxMindDbParameter(name = "country") @Nullable Place country) {
            this.country = country;
        }
    }

    /** What is taken of a row's country. */
    public static final class Place {

        private final @Nullable String code;

        @MaxMindDbConstructor
        public Place(@MaxMindDbParameter(name = "iso_code") @Nullable String code) {
            this.code = code;
        }
    }
}
