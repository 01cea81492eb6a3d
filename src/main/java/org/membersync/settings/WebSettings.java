package org.membersync.settings;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may log in to the pages for operators ({@code membersync.web}). A password that begins with {@code {bcrypt}} is taken as
 * already encoded.
 *
 * @param operatorUsername may see, start, stop and replay; default {@code operator}
 * @param operatorPassword empty: one is made at each start and logged once
 * @param viewerUsername may only see; default {@code viewer}
 * @param viewerPassword empty: there is no viewer
 */
@Validated
@ConfigurationProperties("membersync.web")
public record WebSettings(
        @NotBlank(message = "must not be empty: set membersync.web.operator-username (MEMBERSYNC_WEB_OPERATORUSERNAME)")
        @DefaultValue("operator")
        String operatorUsername,

        @DefaultValue("") String operatorPassword,

        @NotBlank(message = "must not be empty: set membersync.web.viewer-username (MEMBERSYNC_WEB_VIEWERUSERNAME)")
        @DefaultValue("viewer")
        String viewerUsername,

        @DefaultValue("") String viewerPassword) {

    /** Whether a viewer can log in. */
    public boolean hasViewer() {
        return !viewerPassword.isBlank();
    }

    @Override
    public String toString() {
        return "WebSettings[operatorUsername=" + operatorUsername + ", viewerUsername=" + viewerUsername + "]";
    }
}
