package io.bailiwick.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives what is written the type that the grammar asks for at its place; null means that a problem was found. */
final class Typing {

    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern SHARE = Pattern.compile("0|1|1\\.0{1,9}|0?\\.[0-9]{1,9}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");
    private static final Pattern TOKENS = Pattern.compile("([1-9][0-9]{0,8})(k|M)?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private final Findings findings;
    private final Path baseDir;

    Typing(Findings findings, Path baseDir) {
        this.findings = findings;
        this.baseDir = baseDir;
    }

    /** A text without control characters that is not empty. */
    Node.@Nullable Scalar scalar(@Nullable Node node, String what, String expected) {
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Scalar scalar
                && !scalar.text().isBlank()
                && scalar.text().codePoints().noneMatch(Character::isISOControl)) {
            return scalar;
        }
        findings.problem(node, what, expected);
        return null;
    }

    @Nullable
    String text(@Nullable Node node, String what, String expected) {
        Node.Scalar scalar = scalar(node, what, expected);
        return scalar == null ? null : scalar.text();
    }

    /** A text of that form. */
    @Nullable
    String text(@Nullable Node node, String what, Pattern form, String expected) {
        Node.Scalar scalar = scalar(node, what, expected);
        if (scalar != null && !form.matcher(scalar.text()).matches()) {
            findings.problem(scalar, what, expected);
            return null;
        }
        return scalar == null ? null : scalar.text();
    }

    /** The items of a list; none where it was left out. */
    List<Node> items(@Nullable Node node, String what, String expected) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
            return sequence.items();
        }
        findings.problem(node, what, expected);
        return List.of();
    }

    /** The texts of a list; items that are none are problems and left out. */
    List<Node.Scalar> scalars(@Nullable Node node, String what, String expected) {
        List<Node.Scalar> scalars = new ArrayList<>();
        for (Node item : items(node, what, expected)) {
            Node.Scalar scalar = scalar(item, what, expected);
            if (scalar != null) {
                scalars.add(scalar);
            }
        }
        return scalars;
    }

    int integer(@Nullable Node node, String what, int least, int most, int absent) {
        String expected = "a whole number from " + least + " to " + most;
        Node.Scalar scalar = scalar(node, what, expected);
        if (scalar == null) {
            return absent;
        }
        long value = INTEGER.matcher(scalar.text()).matches() ? Long.parseLong(scalar.text()) : -1;
        if (value < least || value > most) {
            findings.problem(scalar, what, expected);
            return absent;
        }
        return (int) value;
    }

    /** A part of a whole, from 0 to 1. */
    double share(@Nullable Node node, String what, double absent) {
        String expected = "a share from 0 to 1, such as 0.01";
        Node.Scalar scalar = scalar(node, what, expected);
        if (scalar == null) {
            return absent;
        }
        if (!SHARE.matcher(scalar.text()).matches()) {
            findings.problem(scalar, what, expected);
            return absent;
        }
        return Double.parseDouble(scalar.text());
    }

    long bytes(@Nullable Node node, String what, long most, long absent) {
        String expected = "a size such as 64KiB or 16MiB, at most " + most + "B";
        Node.Scalar scalar = scalar(node, what, expected);
        if (scalar == null) {
            return absent;
        }
        Matcher size = SIZE.matcher(scalar.text());
        long value = size.matches()
                ? Math.multiplyExact(Long.parseLong(size.group(1)), BYTES.getOrDefault(size.group(2), 1L))
                : 0;
        if (value < 1 || value > most) {
            findings.problem(scalar, what, expected);
            return absent;
        }
        return value;
    }

    /** A number of tokens, where {@code k} is a thousand; null where it was left out. */
    @Nullable
    Long tokens(@Nullable Node node, String what) {
        String expected = "a number of tokens such as 128000 or 128k, where k is a thousand and M a million";
        Node.Scalar scalar = scalar(node, what, expected);
        Matcher form = TOKENS.matcher(scalar == null ? "" : scalar.text());
        if (scalar == null || !form.matches()) {
            if (scalar != null) {
                findings.problem(scalar, what, expected);
            }
            return null;
        }
        long unit = form.group(2) == null ? 1 : form.group(2).equals("k") ? 1_000 : 1_000_000;
        return Long.parseLong(form.group(1)) * unit;
    }

    Duration duration(@Nullable Node node, String what, Duration absent) {
        String expected = "a duration such as 250ms, 10s, 2m or 1h, more than 0 and at most 24h";
        Node.Scalar scalar = scalar(node, what, expected);
        if (scalar == null) {
            return absent;
        }
        Matcher form = DURATION.matcher(scalar.text());
        Duration value = form.matches() ? duration(Long.parseLong(form.group(1)), form.group(2)) : Duration.ZERO;
        if (value.isZero() || value.compareTo(Duration.ofHours(24)) > 0) {
            findings.problem(scalar, what, expected);
            return absent;
        }
        return value;
    }

    private static Duration duration(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A file name, resolved against the policy's directory. */
    @Nullable
    Path path(@Nullable Node node, String what) {
        Node.Scalar scalar = scalar(node, what, "a file name");
        if (scalar == null) {
            return null;
        }
        try {
            return baseDir.resolve(scalar.text()).normalize();
        } catch (InvalidPathException notAPath) {
            findings.problem(scalar, what, "a file name");
            return null;
        }
    }

    @Nullable
    HostPort hostPort(@Nullable Node node, String what) {
        Node.Scalar scalar = scalar(node, what, "HOST:PORT such as 127.0.0.1:8080");
        HostPort address = scalar == null ? null : HostPort.parse(scalar.text());
        if (scalar != null && address == null) {
            findings.problem(scalar, what, "HOST:PORT such as 127.0.0.1:8080");
        }
        return address;
    }

    List<Cidr> cidrs(@Nullable Node node, String what) {
        List<Cidr> blocks = new ArrayList<>();
        for (Node.Scalar scalar : scalars(node, what, "a list of blocks such as 10.0.0.0/8")) {
            Cidr block = Cidr.parse(scalar.text());
            if (block == null) {
                findings.problem(
                        scalar, what, "a block such as 10.0.0.0/8 or fd00::/8, without bits beyond its prefix");
            } else {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** An {@code http} or {@code https} address. */
    BaseUrl.@Nullable Accepted url(@Nullable Node node, String what) {
        Node.Scalar scalar = scalar(node, what, BaseUrl.EXPECTED);
        if (scalar == null) {
            return null;
        }
        return BaseUrl.read(scalar.text()).match(accepted -> accepted, why -> {
            findings.problem(scalar.mark(), what + ": found " + why + " (expected: " + BaseUrl.EXPECTED + ")");
            return null;
        });
    }
}
