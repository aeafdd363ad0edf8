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
}
