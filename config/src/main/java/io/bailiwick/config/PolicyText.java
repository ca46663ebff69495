package io.bailiwick.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML into nodes: one document of plain mappings, lists and strings, and nothing that YAML adds to those. */
final class PolicyText {

    private static final int LONGEST_CHARACTERS = 1024 * 1024;
    private static final int DEEPEST = 32;

    /** What stands at these keys is never repeated: people write secrets out there. */
    private static final Set<String> SECRETS = Set.of("keys", "key", "credential", "secret", "token");

    private final Findings findings;
    private final Parser events;

    private PolicyText(Findings findings, Parser events) {
        this.findings = findings;
        this.events = events;
    }

    /** Null where the text is no YAML at all; whatever else is wrong is found too. */
    static Node.@Nullable Mapping read(String text, Findings findings) {
        if (text.length() > LONGEST_CHARACTERS) {
            findings.problem(
                    Node.Mark.START, "the policy has " + text.length() + " characters (expected: at most 1 Mi)");
            return null;
        }
        try {
            LoaderOptions options = new LoaderOptions();
            options.setNestingDepthLimit(DEEPEST + 1);
            Parser events = new ParserImpl(new StreamReader(text), options);
            return new PolicyText(findings, events).document();
        } catch (MarkedYAMLException notYaml) {
            findings.problem(mark(notYaml.getProblemMark()), "not YAML: " + Quoted.of(said(notYaml.getProblem())));
        } catch (ReaderException notText) {
            findings.problem(at(text, notText.getPosition()), "not YAML: a character that YAML does not allow");
        } catch (YAMLException tooMuch) {
            findings.problem(Node.Mark.START, "not YAML: " + Quoted.of(said(tooMuch.getMessage())));
        }
        return null;
    }

    private Node.@Nullable Mapping document() {
        Node root = null;
        Event first = null;
        while (events.peekEvent() != null) {
            Event event = events.getEvent();
            if (event.is(Event.ID.DocumentStart)) {
                if (first != null) {
                    findings.problem(mark(event), "a second document (expected: one policy in a file)");
                    return null;
                }
                first = event;
                refuseDirectives((DocumentStartEvent) event);
                root = node(events.getEvent(), 1, false);
            }
        }
        if (root == null) {
            findings.problem(Node.Mark.START, "the policy is empty (expected: bailiwick: 1, gateway, jurisdictions …)");
            return null;
        }
        return root.match(scalar -> notAMapping(scalar), sequence -> notAMapping(sequence), mapping -> mapping);
    }

    private Node.@Nullable Mapping notAMapping(Node root) {
        findings.problem(root, "the policy", "a mapping that begins with bailiwick: 1");
        return null;
    }

    private void refuseDirectives(DocumentStartEvent start) {
        if (start.getVersion() != null
                || (start.getTags() != null && !start.getTags().isEmpty())) {
            findings.problem(mark(start), "a YAML directive (expected: none)");
        }
    }

    private Node node(Event event, int depth, boolean withheld) {
        Node.Mark mark = mark(event);
        refuseExtras(event, mark, withheld);
        if (depth > DEEPEST) {
            throw new YAMLException("nested deeper than " + DEEPEST + " levels");
        }
        return switch (event.getEventId()) {
            case Scalar -> new Node.Scalar(mark, ((ScalarEvent) event).getValue(), withheld);
            case SequenceStart -> sequence(mark, depth, withheld);
            case MappingStart -> mapping(mark, depth, withheld);
            default -> new Node.Scalar(mark, "");
        };
    }

    private Node sequence(Node.Mark mark, int depth, boolean withheld) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.getEvent(); !event.is(Event.ID.SequenceEnd); event = events.getEvent()) {
            items.add(node(event, depth + 1, withheld));
        }
        return new Node.Sequence(mark, items);
    }

    private Node mapping(Node.Mark mark, int depth, boolean withheld) {
        List<Node.Entry> entries = new ArrayList<>();
        Map<String, Node.Mark> seen = new HashMap<>();
        for (Event event = events.getEvent(); !event.is(Event.ID.MappingEnd); event = events.getEvent()) {
            Node key = node(event, depth + 1, withheld);
            Node.Scalar name = key instanceof Node.Scalar scalar ? scalar : null;
            Event written = events.getEvent();
            Node value = node(written, depth + 1, withheld || (name != null && holdsSecrets(name.text(), written)));
            if (name == null) {
                findings.problem(key, "a key", "a name");
            } else if (name.text().equals("<<")) {
                findings.problem(name.mark(), "a merge key '<<' (expected: every key written where it holds)");
            } else {
                Node.Mark before = seen.putIfAbsent(name.text(), name.mark());
                if (before != null) {
                    findings.problem(
                            name.mark(),
                            "duplicate key" + (withheld ? "" : " " + name.described())
                                    + " (expected: once; first on line " + before.line() + ")");
                } else {
                    entries.add(new Node.Entry(name, value));
                }
            }
        }
        return new Node.Mapping(mark, entries);
    }

    private static boolean holdsSecrets(String key, Event value) {
        // What a collector is told in headers; the headers of limits are a size.
        return SECRETS.contains(key) || (key.equals("headers") && value.is(Event.ID.MappingStart));
    }

    private void refuseExtras(Event event, Node.Mark mark, boolean withheld) {
        if (event instanceof AliasEvent alias) {
            findings.problem(
                    mark, "an alias" + quoted('*', alias.getAnchor(), withheld) + " (expected: the value itself)");
        } else if (event instanceof NodeEvent node && node.getAnchor() != null) {
            findings.problem(mark, "an anchor" + quoted('&', node.getAnchor(), withheld) + " (expected: none)");
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            findings.problem(mark, "a tag" + (withheld ? "" : " '" + Quoted.of(tag) + "'") + " (expected: none)");
        }
    }

    private static String quoted(char sign, String name, boolean withheld) {
        return withheld ? "" : " '" + sign + Quoted.of(name) + "'";
    }

    private static Node.Mark mark(Event event) {
        return mark(event.getStartMark());
    }

    private static Node.Mark mark(org.yaml.snakeyaml.error.@Nullable Mark mark) {
        return mark == null ? Node.Mark.START : new Node.Mark(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Node.Mark at(String text, int position) {
        String before = text.substring(0, Math.max(0, Math.min(position, text.length())));
        int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
        return new Node.Mark(line, before.length() - before.lastIndexOf('\n'));
    }

    private static String said(@Nullable String message) {
        return message == null ? "unreadable" : message;
    }
}
