package org.crimealliance.event;

import org.crimealliance.platform.start.ServiceStart;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The Congress and its ancillary meetings: reconfirmation, selection, schedule, programme, registration. */
@SpringBootApplication
public class EventApplication {

    public static void main(String[] args) {
        ServiceStart.run(EventApplication.class, args);
    }
}
