package org.membersync.operation.routes;

import java.nio.charset.StandardCharsets;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * One route file as it was read.
 *
 * @param name as shown to people, such as {@code routes/shared/park-member.camel.yaml}
 * @param content as on disk
 */
record RouteFile(String name, byte[] content) {

    boolean isXml() {
        return name.endsWith(".xml");
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** A resource of that name, so that Camel's messages and source locations name the file and line. */
    Resource resource() {
        return ResourceHelper.fromBytes("file:" + name, content);
    }
}
