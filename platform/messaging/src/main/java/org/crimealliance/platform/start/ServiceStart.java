package org.crimealliance.platform.start;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.crimealliance.platform.event.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts a service, and starts it again where store or broker had a passing fault meanwhile: a few times, each told in the log.
 * Anything else ends the process at once, as a second try would find the same.
 */
public final class ServiceStart {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceStart.class);

    private static final List<Duration> PAUSES =
            Stream.of(1, 2, 4, 8, 15).map(Duration::ofSeconds).toList();

    private ServiceStart() {}

    public static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
        for (Duration pause : PAUSES) {
            try {
                return SpringApplication.run(application, arguments);
            } catch (RuntimeException fault) {
                if (Fault.of(fault) != Fault.PASSING) {
                    throw fault;
                }
                LOG.warn("the start met a passing fault, it is tried again in {} s: {}", pause.toSeconds(), why(fault));
                pause(pause);
            }
        }
        return SpringApplication.run(application, arguments);
    }

    private static String why(Throwable fault) {
        Throwable cause = fault.getCause();
        return cause == null ? fault.toString() : why(cause);
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }
}
