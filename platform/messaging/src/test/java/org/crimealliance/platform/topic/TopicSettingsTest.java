package org.crimealliance.platform.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TopicSettingsTest {

    @Test
    void facts_are_kept_for_ever_or_as_long_as_is_set_and_never_compacted() {
        NewTopic forEver = new TopicSettings(6, (short) 3, 2, Duration.ofMillis(-1), DataSize.ofMegabytes(4))
                .topic("membership.events.v1");
        assertThat(forEver.numPartitions()).isEqualTo(6);
        assertThat(forEver.replicationFactor()).isEqualTo((short) 3);
        assertThat(forEver.configs())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("max.message.bytes", "4194304");
        assertThat(new TopicSettings(1, (short) 1, 1, Duration.ofDays(30), DataSize.ofMegabytes(4))
                        .topic("t")
                        .configs())
                .containsEntry("retention.ms", "2592000000");
    }

    @Test
    void of_keys_the_latest_stays_and_what_was_before_goes_within_a_day() {
        NewTopic keys = new TopicSettings(6, (short) 3, 2, Duration.ofDays(30), DataSize.ofMegabytes(4))
                .compacted("membership.keys.v1");
        assertThat(keys.numPartitions()).isOne();
        assertThat(keys.replicationFactor()).isEqualTo((short) 3);
        assertThat(keys.configs())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("max.compaction.lag.ms", "86400000")
                .containsEntry("min.compaction.lag.ms", "3600000")
                .containsEntry("min.insync.replicas", "2")
                .doesNotContainKey("retention.ms");
    }
}
