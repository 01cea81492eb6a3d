package org.membersync.operation.command;

import java.util.List;
import org.membersync.heyloyalty.RegisteredWebhook;
import org.membersync.operation.WebhookSetup;
import org.membersync.sync.MemberSwitch;
import org.springframework.beans.factory.BeanFactory;
import picocli.CommandLine.Command;

/** Shows what HeyLoyalty has. */
@Command(name = "show", description = "Shows the webhooks that HeyLoyalty has for the list.")
class WebhooksShowCommand extends OperationCommand {

    /** A webhook without the address of the person whom HeyLoyalty tells of trouble. */
    record Shown(String id, String url, boolean ours, List<String> triggers) {

        static Shown of(RegisteredWebhook webhook) {
            return new Shown(webhook.id(), webhook.shownUrl(), webhook.isOurs(), webhook.triggers());
        }
    }

    @Override
    boolean isReading() {
        return true;
    }

    @Override
    int run(BeanFactory beans) {
        requireSwitchedOn(beans);
        List<Shown> all =
                beans.getBean(WebhookSetup.class).all().stream().map(Shown::of).toList();
        print(all, () -> table(all));
        return ExitCode.OK;
    }

    /** Both commands ask HeyLoyalty, which is left alone while the integration is off. */
    static void requireSwitchedOn(BeanFactory beans) {
        MemberSwitch memberSwitch = beans.getBean(MemberSwitch.class);
        if (!memberSwitch.isOn()) {
            throw new CommandFailedException(memberSwitch.whyOff());
        }
    }

    private void table(List<Shown> all) {
        TextTable table = new TextTable("ID", "OURS", "URL", "TRIGGERS");
        all.forEach(webhook -> table.row(
                webhook.id(), webhook.ours() ? "yes" : "", webhook.url(), String.join(", ", webhook.triggers())));
        if (table.isEmpty()) {
            out().println("The list has no webhooks: \"webhooks register\" makes ours.");
        } else {
            table.print(out());
        }
    }
}
