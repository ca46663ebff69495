package io.bailiwick.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** A function that the model may call. */
record Tool(String name, JsonNode schema) {}
