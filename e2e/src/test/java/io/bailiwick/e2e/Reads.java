package io.bailiwick.e2e;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.regex.Pattern;

/** Accesses by which code would read the world instead of being given it. */
final class Reads {

    /** SecureRandom is not among them: it makes secrets, not decisions. */
    private static final Set<String> CHANCE = Set.of("java.util.Random", "java.util.SplittableRandom");

    private static final Pattern CLOCK_OR_CHANCE = Pattern.compile("java\\.lang\\.System\\.(nanoTime|currentTimeMillis)"
            + "|java\\.time\\.[A-Za-z.]+\\.now"
            + "|java\\.time\\.Clock\\.(system|tick).*"
            + "|java\\.lang\\.Math\\.random"
            + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
            + "|java\\.util\\.random\\.RandomGenerator\\.(getDefault|of)"
            + "|java\\.util\\.UUID\\.randomUUID");
    private static final Pattern PROCESS = Pattern.compile("java\\.lang\\.System\\.(getProperty|getProperties|getenv)"
            + "|java\\.lang\\.(Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean)");

    static final DescribedPredicate<JavaAccess<?>> CLOCK_AND_CHANCE = DescribedPredicate.describe(
            "a clock or chance of its own",
            access -> (isUnseeded(access) && CHANCE.contains(owner(access).getFullName()))
                    || CLOCK_OR_CHANCE.matcher(name(access)).matches());

    static final DescribedPredicate<JavaAccess<?>> THE_PROCESS = DescribedPredicate.describe(
            "a system property or the environment",
            access -> PROCESS.matcher(name(access)).matches());

    static final DescribedPredicate<JavaAccess<?>> STANDARD_STREAMS = DescribedPredicate.describe(
            "a standard stream",
            access -> Set.of("java.lang.System.out", "java.lang.System.err", "java.lang.System.in")
                    .contains(name(access)));

    private Reads() {}

    /** A constructor that is given no seed. */
    private static boolean isUnseeded(JavaAccess<?> access) {
        return access.getTarget() instanceof ConstructorCallTarget target
                && target.getRawParameterTypes().isEmpty();
    }

    static JavaClass owner(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        return target.getOwner();
    }

    private static String name(JavaAccess<?> access) {
        return owner(access).getFullName() + "." + access.getTarget().getName();
    }
}
