package org.membersync.operation.routes;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads an XML route file with its line numbers; it reads nothing else, whatever entities the file names. */
final class XmlElements {

    private final XMLStreamReader reader;
    private final Deque<Open> open = new ArrayDeque<>();

    private XmlElements(XMLStreamReader reader) {
        this.reader = reader;
    }

    /**
     * The file's root element.
     *
     * @throws BrokenRoutesException when it is not XML
     */
    static RouteElement read(RouteFile file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return new XmlElements(factory.createXMLStreamReader(new ByteArrayInputStream(file.content()))).root();
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
            String[] lines = e.getMessage().split("\n");
            throw new BrokenRoutesException(List.of(new RouteProblem(
                    file.name(),
                    line,
                    "Is not XML: " + lines[lines.length - 1].replaceFirst("^Message: ", ""),
                    "Look at the tags and quotes there")));
        }
    }

    private RouteElement root() throws XMLStreamException {
        Open document = new Open("", 0);
        open.push(document);
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.peek().text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {
                    // Comments and instructions say nothing about routes.
                }
            }
        }
        return document.children.get(0);
    }

    private void start() {
        Open element = new Open(reader.getLocalName(), reader.getLocation().getLineNumber());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.children.add(new RouteElement(
                    reader.getAttributeLocalName(i), reader.getAttributeValue(i), element.line, List.of()));
        }
        open.push(element);
    }

    private void end() {
        Open element = open.pop();
        open.peek()
                .children
                .add(new RouteElement(
                        element.name, element.text.toString().strip(), element.line, List.copyOf(element.children)));
    }

    private static final class Open {
        private final String name;
        private final int line;
        private final StringBuilder text = new StringBuilder();
        private final List<RouteElement> children = new ArrayList<>();

        private Open(String name, int line) {
            this.name = name;
            this.line = line;
        }
    }
}
