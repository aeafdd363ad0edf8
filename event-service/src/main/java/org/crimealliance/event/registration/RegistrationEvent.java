package org.crimealliance.event.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.crimealliance.platform.outbox.WireName;

/** What became of a registration. */
sealed interface RegistrationEvent {

    record Person(String name, String email) {
        static Person of(Registration.Form form) {
            return new Person(form.name(), form.email());
        }
    }

    @WireName("event.registration-requested.v1")
    record Requested(String registrationId, String congressId, String congressName, Person person, String confirmUrl)
            implements RegistrationEvent {
        static Requested of(String id, String congressName, Registration.Form form, String confirmUrl) {
            return new Requested(id, form.congressId(), congressName, Person.of(form), confirmUrl);
        }
    }

    @WireName("event.registration-confirmed.v1")
    record Confirmed(
            String registrationId,
            String congressId,
            String congressName,
            Person person,
            Seat seat,
            String registrationUrl)
            implements RegistrationEvent {
        static Confirmed of(String id, String congressName, Registration.Form form, Seat seat, String ownUrl) {
            return new Confirmed(id, form.congressId(), congressName, Person.of(form), seat, ownUrl);
        }
    }

    @WireName("event.registration-waitlisted.v1")
    record Waitlisted(
            String registrationId,
            String congressId,
            String congressName,
            Person person,
            Seat seat,
            @JsonProperty("waitingFor") Seat waitingFor,
            String registrationUrl)
            implements RegistrationEvent {
        static Waitlisted of(String id, String congressName, Registration.Form form, String ownUrl) {
            return new Waitlisted(
                    id, form.congressId(), congressName, Person.of(form), Seat.ONLINE, Seat.ONSITE, ownUrl);
        }
    }

    @WireName("event.registration-offered.v1")
    record Offered(
            String registrationId,
            String congressId,
            String congressName,
            Person person,
            Instant until,
            String acceptUrl)
            implements RegistrationEvent {
        static Offered of(String id, String congressName, Registration.Form form, Instant until, String acceptUrl) {
            return new Offered(id, form.congressId(), congressName, Person.of(form), until, acceptUrl);
        }
    }

    @WireName("event.registration-cancelled.v1")
    record Cancelled(String registrationId, String congressId, String congressName, Person person)
            implements RegistrationEvent {
        static Cancelled of(String id, String congressName, Registration.Form form) {
            return new Cancelled(id, form.congressId(), congressName, Person.of(form));
        }
    }
}
