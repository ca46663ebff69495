package io.bailiwick.observability;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What this process uses of its machine, asked when somebody scrapes. */
final class ProcessMeters {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private ProcessMeters() {}

    static void register(MeterRegistry registry) {
        gauge(
                registry,
                Metric.PROCESS_START_TIME,
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        gauge(
                registry,
                Metric.PROCESS_HEAP_USED,
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        if (Files.isReadable(STATUS)) {
            gauge(registry, Metric.PROCESS_RESIDENT_MEMORY, ProcessMeters::residentBytes);
        }
        counter(registry, Metric.PROCESS_GC, ProcessMeters::collectorSeconds);
        counter(registry, Metric.PROCESS_CPU, ProcessMeters::processorSeconds);
    }

    private static void gauge(MeterRegistry registry, Metric metric, Supplier<Number> value) {
        AskedGauge.register(registry, metric, List.of(), value);
    }

    private static void counter(MeterRegistry registry, Metric metric, DoubleSupplier value) {
        FunctionCounter.builder(metric.meterName(), value, DoubleSupplier::getAsDouble)
                .description(metric.help())
                .register(registry);
    }

    private static double collectorSeconds() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .filter(millis -> millis > 0)
                        .sum()
                / 1e3;
    }

    private static double processorSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime()) / 1e9
                : Double.NaN;
    }

    private static double residentBytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> 1024.0 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
