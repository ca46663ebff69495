package io.bailiwick.residency.canary;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Touches files, clocks, chance, properties and a standard stream, where policy must not. */
public final class ReadsTheWorld {

    private static long last;

    private ReadsTheWorld() {}

    public static boolean somewhere() {
        last = System.nanoTime();
        System.out.println(Math.random() + new Random().nextInt());
        return Files.exists(Path.of(System.getProperty("java.io.tmpdir")));
    }

    public static long last() {
        return last;
    }
}
