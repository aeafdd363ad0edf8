package org.crimealliance.event.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.work.Sweep;
import org.crimealliance.platform.inbox.Subscription;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What drives the schedules: the solver's jobs, promotions to be told, meetings that left. */
@Configuration
class ScheduleConfiguration {

    @Bean
    Sweep solverSweep(SolveSchedule solve, @Value("${alliance.event.sweep}") Duration pause) {
        return new Sweep("solver", pause, solve::sweep);
    }

    @Bean
    Sweep promotionSweep(Schedules schedules, @Value("${alliance.event.sweep}") Duration pause) {
        return new Sweep("promotion sweep", pause, schedules::sweep);
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
    Sweep placesFree(Congresses congresses, Schedules schedules, MeterRegistry meters) {
        Map<String, AtomicInteger> free = new ConcurrentHashMap<>();
        return new Sweep(
                "places free",
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
