package io.bailiwick.e2e;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Who calls, constructs and catches what. */
final class Calls {

    private Calls() {}

    static DescribedPredicate<JavaAccess<?>> constructor(String owner) {
        return method(owner, JavaConstructor.CONSTRUCTOR_NAME);
    }

    static DescribedPredicate<JavaAccess<?>> method(String owner, String... names) {
        Set<String> wanted = Set.of(names);
        return DescribedPredicate.describe(
                owner + "." + String.join("|", names),
                access -> wanted.contains(access.getTarget().getName())
                        && Reads.owner(access).getFullName().equals(owner));
    }

    static DescribedPredicate<JavaClass> theConstructorOf(String owner) {
        DescribedPredicate<JavaAccess<?>> wanted = constructor(owner);
        return DescribedPredicate.describe(
                "construct " + owner,
                from -> from.getAccessesFromSelf().stream().anyMatch(wanted));
    }

    static ArchCondition<JavaClass> also(String description, DescribedPredicate<JavaClass> what) {
        return ArchCondition.from(what).as(description);
    }

    /** Only {@code catcher} has a catch block for exactly {@code exception}. */
    static ArchCondition<JavaClass> catchOnlyIn(String catcher, String exception) {
        return new ArchCondition<>("catch " + exception + " only in " + catcher) {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                if (each.getFullName().equals(catcher)) {
                    return;
                }
                for (JavaCodeUnit unit : each.getCodeUnits()) {
                    unit.getTryCatchBlocks().stream()
                            .flatMap(block -> block.getCaughtThrowables().stream())
                            .filter(caught -> caught.getFullName().equals(exception))
                            .forEach(caught -> events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " catches " + caught.getSimpleName())));
                }
            }
        };
    }
}
