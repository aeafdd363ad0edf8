package org.crimealliance.event.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What drives the schedules: the solver's jobs, promotions to be told, meetings that left. */
@Configuration
class ScheduleConfiguration {

    @Bean
    Sweeper solverSweep(SolveSchedule solve, @Value("${alliance.event.sweep}") Duration pause) {
        return Sweeper.inPortions("solver", pause, solve::sweep);
    }

    @Bean
    Sweeper promotionSweep(Schedules schedules, @Value("${alliance.event.sweep}") Duration pause) {
        return new Sweeper("promotions", pause, schedules::sweep);
    }

    /** The event of our own that makes sure a place is freed, whatever became of the call that withdrew the meeting. */
    @Bean
    Subscription<MeetingLeft> meetingCancelled(Schedules schedules) {
        return Subscription.on(
                "event.ancillary-meeting-cancelled.v1",
                MeetingLeft.class,
                event -> schedules.release(
                        event.data().congressId(), event.data().ancillaryMeetingId()));
    }

    @Bean
    Subscription<MeetingLeft> meetingDeclined(Schedules schedules) {
        return Subscription.on(
                "event.ancillary-meeting-declined.v1",
                MeetingLeft.class,
                event -> schedules.release(
                        event.data().congressId(), event.data().ancillaryMeetingId()));
    }

    /** {@code alliance.places.free}: places of a congress that no meeting has, by its key. */
    @Bean
    Sweeper placesFree(Congresses congresses, Schedules schedules, MeterRegistry meters) {
        Map<String, AtomicInteger> free = new ConcurrentHashMap<>();
        return new Sweeper(
                "places-free",
                Duration.ofSeconds(10),
                () -> congresses.all().forEach(congress -> {
                    int places = congress.state().grid().places();
                    free.computeIfAbsent(congress.state().key(), key -> {
                                AtomicInteger gauge = new AtomicInteger();
                                Gauge.builder("alliance.places.free", gauge, AtomicInteger::get)
                                        .description("Places of the congress that no meeting has")
                                        .tag("congress", key)
                                        .register(meters);
                                return gauge;
                            })
                            .set(places - schedules.of(congress.id()).entries().size());
                }));
    }
}
