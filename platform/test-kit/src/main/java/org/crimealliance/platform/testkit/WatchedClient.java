package org.crimealliance.platform.testkit;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.support.GenericApplicationContext;

/** Lets {@link StoreWatch} listen to the store's client; apart from it, since not every application has one. */
final class WatchedClient {

    private WatchedClient() {}

    static void in(GenericApplicationContext context) {
        context.registerBean(
                "storeWatch",
                MongoClientSettingsBuilderCustomizer.class,
                () -> settings -> settings.addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        StoreWatch.look(event.getDatabaseName(), event.getCommandName(), event.getCommand());
                    }
                }));
    }
}
