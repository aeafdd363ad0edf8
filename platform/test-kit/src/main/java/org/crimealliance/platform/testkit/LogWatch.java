package org.crimealliance.platform.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Reads along in the log of every {@link ServiceTest}: a test fails if the token of a link stands there. */
public final class LogWatch implements AfterEachCallback {

    private static final String NAME = "log-watch";
    /** Not what has a UUID in it, such as the name of a group of readers. */
    private static final Pattern TOKEN =
            Pattern.compile("[/=](?![A-Za-z0-9_-]*-[0-9a-f]{4}-[0-9a-f]{4}-)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])");

    private static final Set<String> TOLD = new ConcurrentSkipListSet<>();

    /** Once Spring Boot has set up the log, as it does for each application. */
    static void listen() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
            Logger root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            if (root.getAppender(NAME) == null) {
                Reader reader = new Reader();
                reader.setName(NAME);
                reader.setContext(log);
                reader.start();
                root.addAppender(reader);
            }
        }
    }

    /** Lines with a token since this was called last. */
    public static Set<String> tokens() {
        Set<String> told = Set.copyOf(TOLD);
        TOLD.removeAll(told);
        return told;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Set<String> told = tokens();
        if (!told.isEmpty()) {
            throw new AssertionError("tokens of links in the log: " + told);
        }
    }

    private static final class Reader extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            look(event.getLoggerName(), event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                look(event.getLoggerName(), cause.getMessage());
            }
        }

        private static void look(String logger, @Nullable String text) {
            if (text != null && TOKEN.matcher(text).find()) {
                TOLD.add(logger + ": " + text);
            }
        }
    }
}
