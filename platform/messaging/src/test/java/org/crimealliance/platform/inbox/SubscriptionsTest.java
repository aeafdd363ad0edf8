package org.crimealliance.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.crimealliance.platform.topic.NeededTopics;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    @Test
    void what_is_read_and_written_is_said_once_and_stays_as_it_was_said() {
        Subscription<String> one = Subscription.on("a.b.v1", String.class, event -> {});
        Subscription<String> other = Subscription.on("a.c.v1", String.class, event -> {});
        assertThat(Subscriptions.of(one, other).all()).containsExactly(one, other);
        assertThat(NeededTopics.of(java.util.List.of("a", "b")).names()).containsExactly("a", "b");
    }

    @Test
    void whoever_asks_for_the_roles_cannot_change_them() {
        DeadLetterRoles roles = new DeadLetterRoles(new String[] {"reader"}, new String[] {"mender"});
        roles.seenBy()[0] = "everybody";
        roles.mendedBy()[0] = "everybody";
        assertThat(roles.seenBy()).containsExactly("reader");
        assertThat(roles.mendedBy()).containsExactly("mender");
    }
}
