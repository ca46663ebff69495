package io.bailiwick.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a small country database in MaxMind's format, as its specification describes it, for IPv4 addresses. */
final class CountryFile {

    private static final int MAP = 7;
    private static final int TEXT = 2;
    private static final int SHORT = 5;
    private static final int INT = 6;

    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    /** Each node's two branches: another node, -1 for nothing, or -2 and less for data. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {-1, -1}));

    /** {@code lines} are networks with their countries: {@code 203.0.113.0/24 DE}. */
    static Path write(Path file, String... lines) throws IOException {
        CountryFile country = new CountryFile();
        for (String line : lines) {
            String[] words = line.split("[/ ]");
            country.add(InetAddress.getByName(words[0]).getAddress(), Integer.parseInt(words[1]), words[2]);
        }
        Path next = Files.write(file.resolveSibling(file.getFileName() + ".next"), country.bytes());
        return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void add(byte[] address, int bits, String code) {
        int node = 0;
        for (int at = 0; at < bits; at++) {
            int bit = (address[at / 8] >> (7 - at % 8)) & 1;
            if (at == bits - 1) {
                nodes.get(node)[bit] = -2 - offset(code);
            } else {
                if (nodes.get(node)[bit] < 0) {
                    nodes.get(node)[bit] = nodes.size();
                    nodes.add(new int[] {-1, -1});
                }
                node = nodes.get(node)[bit];
            }
        }
    }

    private int offset(String code) {
        return offsets.computeIfAbsent(code, any -> {
            int offset = data.size();
            control(data, MAP, 1);
            text(data, "country");
            control(data, MAP, 1);
            text(data, "iso_code");
            text(data, code);
            return offset;
        });
    }

    private byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int branch : node) {
                int record = branch >= 0 ? branch : branch == -1 ? nodes.size() : nodes.size() + 16 + (-2 - branch);
                out.write(record >> 16);
                out.write(record >> 8);
                out.write(record);
            }
        }
        out.writeBytes(new byte[16]);
        out.writeBytes(data.toByteArray());
        out.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        metadata(out);
        return out.toByteArray();
    }

    private void metadata(ByteArrayOutputStream out) {
        control(out, MAP, 9);
        number(out, "binary_format_major_version", SHORT, 2);
        number(out, "binary_format_minor_version", SHORT, 0);
        text(out, "build_epoch");
        out.write(4); // an extended type, of four bytes: a long number
        out.write(9 - 7);
        integer(out, 1_795_000_000);
        text(out, "database_type");
        text(out, "Test-Country");
        text(out, "description");
        control(out, MAP, 0);
        number(out, "ip_version", SHORT, 4);
        text(out, "languages");
        out.write(0); // an extended type, empty: a list
        out.write(11 - 7);
        number(out, "node_count", INT, nodes.size());
        number(out, "record_size", SHORT, 24);
    }

    private static void number(ByteArrayOutputStream out, String name, int type, int value) {
        text(out, name);
        if (type == SHORT) {
            control(out, SHORT, 2);
            out.write(value >> 8);
            out.write(value);
        } else {
            control(out, INT, 4);
            integer(out, value);
        }
    }

    private static void integer(ByteArrayOutputStream out, int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >> shift);
        }
    }

    private static void text(ByteArrayOutputStream out, String text) {
        control(out, TEXT, text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void control(ByteArrayOutputStream out, int type, int size) {
        out.write(type << 5 | size);
    }
}
