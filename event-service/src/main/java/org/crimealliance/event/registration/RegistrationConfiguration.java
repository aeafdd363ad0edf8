package org.crimealliance.event.registration;

import java.time.Duration;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.person.PersonErasure;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What drives the registrations: sweeps, and cancellations whose seat is still to be freed. */
@Configuration
class RegistrationConfiguration {

    /** What is read here of {@code event.registration-cancelled.v1}. */
    record CancelledRegistration(String registrationId, String congressId) {}

    @Bean
    Sweeper registrationSweep(RegisterParticipant register, @Value("${alliance.event.sweep}") Duration pause) {
        return new Sweeper("registrations", pause, register::sweep);
    }

    @Bean
    Sweeper registrationMailSweep(
            RegisterParticipant register, @Value("${alliance.event.forms-sweep}") Duration pause) {
        return new Sweeper("registration-mails", pause, register::mailWhatWaits);
    }

    @Bean
    Sweeper registrationErasureSweep(
            RegisterParticipant register, @Value("${alliance.event.forms-sweep}") Duration pause) {
        return new Sweeper("registration-erasures", pause, register::eraseUnconfirmed);
    }

    @Bean
    PersonErasure registrationErasure(RegisterParticipant register) {
        return register::erase;
    }

    @Bean
    Subscription<CancelledRegistration> registrationCancelled(RegisterParticipant register) {
        return Subscription.on(
                "event.registration-cancelled.v1",
                CancelledRegistration.class,
                event -> register.cancelled(
                        event.data().congressId(), event.data().registrationId()));
    }
}
