package io.bailiwick.e2e;

import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Netty's leak detector of this test run, named in the build, whose findings a test can ask for. */
public final class KeptLeaks<T> extends ResourceLeakDetector<T> {

    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    @SuppressWarnings("unused") // made by Netty, by name
    public KeptLeaks(Class<?> resource, int samplingInterval, long maxActive) {
        super(resource, samplingInterval);
    }

    @SuppressWarnings("unused") // made by Netty, by name
    public KeptLeaks(Class<?> resource, int samplingInterval) {
        super(resource, samplingInterval);
    }

    /** What was found since this process started. */
    static List<String> all() {
        return List.copyOf(LEAKS);
    }

    @Override
    protected void reportTracedLeak(String type, String records) {
        LEAKS.add(type + " " + records);
        super.reportTracedLeak(type, records);
    }

    @Override
    protected void reportUntracedLeak(String type) {
        LEAKS.add(type);
        super.reportUntracedLeak(type);
    }
}
