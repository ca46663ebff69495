package io.bailiwick.config;

/**
 * What the metrics page holds beyond its catalogue's own.
 *
 * @param genAi whether the same is exported in the words of the GenAI conventions too
 * @param exemplars whether measurements name a trace: a scraper is a surface whose reach nobody proves
 */
public record MetricsSettings(boolean genAi, boolean exemplars) {

    public static final MetricsSettings DEFAULT = new MetricsSettings(false, false);
}
