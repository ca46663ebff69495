package io.bailiwick.providers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes JSON of every spelling out of a seed, and damages it. */
final class GeneratedJson {

    private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t", "\r\n", "   \t");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "7",
            "-15",
            "1234567890",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "0.5",
            "-0.25",
            "10.000",
            "1e5",
            "1E+05",
            "2e-7",
            "0e0",
            "-1.5E-3",
            "123456789012345678901234567890");
    private static final List<String> WORDS = List.of("true", "false", "null");
    private static final List<String> ESCAPES = List.of(
            "\\\"",
            "\\\\",
            "\\/",
            "\\b",
            "\\f",
            "\\n",
            "\\r",
            "\\t",
            "\\u0041",
            "\\u00e9",
            "\\u20AC",
            "\\uD83D\\uDE00",
            "\\u0000",
            "\\u001f",
            "\\uFFFF");
    private static final List<String> HALVES = List.of("\\ud800", "\\uDFFF", "\\ude00\\ud83d");
    private static final List<String> CHARACTERS = List.of(
            "é", "ß", "Ж", "€", "\u0800", "\uFFFD", "\uD7FF", "\uE000", "😀", "\uD800\uDC00", "\uDBFF\uDFFF", "\u007f");
    private static final List<String> NAMES =
            List.of("model", "messages", "role", "content", "type", "x", "", "a b", "\\u0061", "é", "url");

    /** What does not belong: whole bytes and bytes that only begin something. */
    private static final List<int[]> DAMAGE = List.of(
            new int[] {0},
            new int[] {0x1F},
            new int[] {'"'},
            new int[] {'\\'},
            new int[] {'{'},
            new int[] {'}'},
            new int[] {'['},
            new int[] {']'},
            new int[] {','},
            new int[] {':'},
            new int[] {'-'},
            new int[] {'.'},
            new int[] {'e'},
            new int[] {'0'},
            new int[] {'x'},
            new int[] {'\n'},
            new int[] {0x0B},
            new int[] {0x0C},
            new int[] {0x7F},
            new int[] {0x80},
            new int[] {0xBF},
            new int[] {0xC0, 0xAF},
            new int[] {0xC1, 0xBF},
            new int[] {0xC2},
            new int[] {0xC3, 0xA9},
            new int[] {0xE0, 0x9F, 0xBF},
            new int[] {0xE2, 0x82},
            new int[] {0xED, 0xA0, 0x80},
            new int[] {0xED, 0xBF, 0xBF},
            new int[] {0xEF, 0xBB, 0xBF},
            new int[] {0xF0, 0x8F, 0xBF, 0xBF},
            new int[] {0xF0, 0x9F, 0x98},
            new int[] {0xF4, 0x90, 0x80, 0x80},
            new int[] {0xF5, 0x80, 0x80, 0x80},
            new int[] {0xFE},
            new int[] {0xFF},
            new int[] {'\\', 'u', 'd', '8'},
            new int[] {'\\', 'u', 'd', '8', '0', '0'},
            new int[] {'\\', 'q'},
            new int[] {'/', '*'},
            new int[] {'\''},
            new int[] {0xC2, 0xA0},
            new int[] {0xE2, 0x80, 0xA8});

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private GeneratedJson(Random random) {
        this.random = random;
    }

    /** One value, often an object, with spaces around it. */
    static String text(Random random) {
        GeneratedJson json = new GeneratedJson(random);
        json.space();
        json.value(random.nextInt(6), random.nextInt(10) > 0);
        json.space();
        return json.text.toString();
    }

    /** One string with its quotes, which may hold half a surrogate pair as an escape. */
    static String string(Random random) {
        GeneratedJson json = new GeneratedJson(random);
        json.string(true);
        return json.text.toString();
    }

    /** The same bytes with one to three faults in them. */
    static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes;
        for (int left = random.nextInt(3); left >= 0; left--) {
            damaged = damagedOnce(damaged, random);
        }
        return damaged;
    }

    private static byte[] damagedOnce(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int cut = Math.min(bytes.length - at, 1 + random.nextInt(4));
        return switch (random.nextInt(7)) {
            case 0 -> joined(bytes, at, new byte[0], bytes.length); // ends too early
            case 1 -> joined(bytes, at, new byte[0], at + cut);
            case 2 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at + Math.min(cut, 1));
            case 3 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, at + cut), at); // said twice
            case 4 -> joined(bytes, at, one(random), at + Math.min(cut, 1));
            default -> joined(bytes, at, one(random), at);
        };
    }

    private static byte[] one(Random random) {
        int[] chosen = DAMAGE.get(random.nextInt(DAMAGE.size()));
        byte[] bytes = new byte[chosen.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) chosen[i];
        }
        return bytes;
    }

    private static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, to);
        joined.writeBytes(between);
        joined.write(bytes, from, bytes.length - from);
        return joined.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void value(int depth, boolean composed) {
        int kind = depth > 0 && composed ? random.nextInt(4) : 4 + random.nextInt(4);
        switch (kind) {
            case 0, 1 -> object(depth);
            case 2, 3 -> array(depth);
            case 4 -> text.append(of(NUMBERS));
            case 5 -> text.append(of(WORDS));
            default -> string(true);
        }
    }

    private void object(int depth) {
        text.append('{');
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            text.append(i == 0 ? "" : ",");
            space();
            name();
            space();
            text.append(':');
            space();
            value(depth - 1, random.nextBoolean());
            space();
        }
        space();
        text.append('}');
    }

    private void name() {
        if (random.nextInt(3) == 0) {
            string(false);
        } else {
            text.append('"').append(of(NAMES)).append('"');
        }
    }

    private void array(int depth) {
        text.append('[');
        int values = random.nextInt(5);
        for (int i = 0; i < values; i++) {
            text.append(i == 0 ? "" : ",");
            space();
            value(depth - 1, random.nextBoolean());
            space();
        }
        space();
        text.append(']');
    }

    private void string(boolean halves) {
        text.append('"');
        for (int parts = random.nextInt(5); parts > 0; parts--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append(of(ESCAPES));
                case 1 -> text.append(of(CHARACTERS));
                case 2 -> text.append(halves && random.nextInt(4) == 0 ? of(HALVES) : "");
                case 3 -> text.append(of(CHARACTERS).repeat(random.nextInt(12)));
                default -> text.append("plain text {[:,]} and more of it ", 0, random.nextInt(32));
            }
        }
        text.append('"');
    }

    private void space() {
        text.append(of(SPACES));
    }

    private String of(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
