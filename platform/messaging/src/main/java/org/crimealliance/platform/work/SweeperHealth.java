package org.crimealliance.platform.work;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while a {@link Sweeper} is silent; tells which, for how long, and what went wrong. */
public final class SweeperHealth extends AbstractHealthIndicator {

    private final Supplier<List<Sweeper>> sweepers;

    public SweeperHealth(Supplier<List<Sweeper>> sweepers) {
        this.sweepers = sweepers;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        for (Sweeper sweeper : sweepers.get()) {
            if (sweeper.isSilent()) {
                health.down()
                        .withDetail(
                                sweeper.name(),
                                "nothing succeeded for %d s; last failure: %s"
                                        .formatted(sweeper.sinceSuccess().toSeconds(), sweeper.lastFailure()));
            }
        }
    }
}
