package io.bailiwick.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** How a question gets to Prometheus and its answer back. */
interface PrometheusWire {

    /** The body of a 200; anything else is thrown. */
    InputStream ask(String path, Map<String, String> parameters) throws IOException;
}
