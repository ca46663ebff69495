package io.bailiwick.simulator;

/** What an exchange cost; {@code input} includes {@code cached} and {@code written}. */
record Tokens(int input, int cached, int written, int output) {}
