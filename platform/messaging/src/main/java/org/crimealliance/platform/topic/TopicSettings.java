package org.crimealliance.platform.topic;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the topics of facts are, {@code alliance.topics.*}.
 *
 * @param partitions fixed when a topic is made: keys must keep their partition
 * @param replicas brokers that keep each partition
 * @param minInSync so many of them have a fact before it counts as sent
 * @param retention how long facts are kept; negative: for ever, as a reader may come back after any time
 * @param maxMessage the largest fact; not less than what a producer may send
 */
@ConfigurationProperties("alliance.topics")
public record TopicSettings(
        @DefaultValue("6") int partitions,
        @DefaultValue("1") short replicas,
        @DefaultValue("1") int minInSync,
        @DefaultValue("-1ms") Duration retention,
        @DefaultValue("4MB") DataSize maxMessage) {

    /** What has a later word goes within a day: so long brokers keep a key that was deleted. Its latest stays. */
    private static final Duration LATER_WORD_WITHIN = Duration.ofDays(1);

    NewTopic compacted(String name) {
        return new NewTopic(name, 1, replicas)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                        Long.toString(LATER_WORD_WITHIN.toMillis()),
                        TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                        Long.toString(LATER_WORD_WITHIN.dividedBy(24).toMillis()),
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Integer.toString(minInSync)));
    }

    NewTopic topic(String name) {
        long kept = retention.isNegative() ? -1 : retention.toMillis();
        return new NewTopic(name, partitions, replicas)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(kept),
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Integer.toString(minInSync),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Long.toString(maxMessage.toBytes())));
    }
}
