package io.bailiwick.gateway.drill;

/** What an operator asks for. */
public record DrillOrder(Outage outage, Fault fault, Traffic traffic, Timeline timeline) {}
