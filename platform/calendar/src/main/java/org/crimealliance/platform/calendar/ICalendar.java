package org.crimealliance.platform.calendar;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.TimeZone;
import net.fortuna.ical4j.model.TimeZoneRegistry;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link CalendarEntry} as iCalendar text (RFC 5545; iTIP, RFC 5546). Local times are written with their zone and
 * its rules (VTIMEZONE), so that a calendar anywhere shows the right moment on both sides of a daylight-saving change.
 * {@code stamp} becomes DTSTAMP: the moment of domain time at which the text is made.
 */
public final class ICalendar {

    /** Media type of a mail part or response with this text; add {@code ; method=REQUEST} where it is a mail part. */
    public static final String MEDIA_TYPE = "text/calendar; charset=utf-8";

    static {
        // rules come with the library; asking a server for newer ones would make every text wait for the network
        System.setProperty("net.fortuna.ical4j.timezone.update.enabled", "false");
    }

    private static final TimeZoneRegistry ZONES =
            TimeZoneRegistryFactory.getInstance().createRegistry();

    private ICalendar() {}

    /** An invitation, or its change: METHOD REQUEST. */
    public static String request(CalendarEntry entry, Instant stamp) {
        return text(Method.VALUE_REQUEST, List.of(entry), stamp, Map.of());
    }

    /** Takes an invitation back: METHOD CANCEL, STATUS CANCELLED. */
    public static String cancel(CalendarEntry entry, Instant stamp) {
        return text(Method.VALUE_CANCEL, List.of(entry.withStatus(CalendarEntry.Status.CANCELLED)), stamp, Map.of());
    }

    /** A feed to subscribe to, or a file to look at: METHOD PUBLISH. It asks nobody for an answer. */
    public static String publish(String name, Collection<CalendarEntry> entries, Instant stamp) {
        return text(Method.VALUE_PUBLISH, entries, stamp, Map.of("X-WR-CALNAME", printable(name)));
    }

    private static String text(
            String method, Collection<CalendarEntry> entries, Instant stamp, Map<String, String> names) {
        Calendar calendar = new Calendar()
                .withProdId("-//Alliance Platform//EN")
                .withDefaults()
                .withProperty(new Method(method))
                .getFluentTarget();
        names.forEach((name, value) -> calendar.add(new XProperty(name, value)));
        zones(entries).values().forEach(zone -> calendar.add(zone.getVTimeZone()));
        boolean asks = method.equals(Method.VALUE_REQUEST);
        entries.forEach(entry -> calendar.add(event(entry, stamp, asks)));
        return folded(calendar.toString());
    }

    /** Lines of at most 75 octets (RFC 5545, 3.1), never cut inside a character. */
    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length() + text.length() / 32);
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            int size = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (character == '\r' || character == '\n') {
                octets = 0;
            } else if (octets + size > 75) {
                folded.append("\r\n ");
                octets = 1 + size;
            } else {
                octets += size;
            }
            folded.appendCodePoint(character);
        }
        return folded.toString();
    }

    private static VEvent event(CalendarEntry entry, Instant stamp, boolean asks) {
        VEvent event = new VEvent(false);
        event.add(new DtStamp(stamp));
        event.add(new Uid(printable(entry.uid())));
        event.add(new Sequence(entry.sequence()));
        event.add(new DtStart<>(moment(entry.start())));
        event.add(new DtEnd<>(moment(entry.end())));
        event.add(new Summary(printable(entry.summary())));
        event.add(new Status(entry.status().name()));
        if (entry.description() != null) {
            event.add(new Description(multiline(entry.description())));
        }
        if (entry.place() != null) {
            event.add(new Location(printable(entry.place())));
        }
        if (entry.link() != null) {
            event.add(new Url(entry.link()));
        }
        if (entry.organizer() != null) {
            Organizer organizer = new Organizer(mailto(entry.organizer()));
            organizer.add(new Cn(parameter(entry.organizer().name())));
            event.add(organizer);
        }
        for (CalendarEntry.Attendee invited : entry.attendees()) {
            Attendee attendee = new Attendee(mailto(invited.person()));
            attendee.add(new Cn(parameter(invited.person().name())));
            attendee.add(partStat(invited.answer()));
            if (asks) {
                attendee.add(Rsvp.TRUE);
            }
            event.add(attendee);
        }
        return event;
    }

    private static PartStat partStat(CalendarEntry.Answer answer) {
        return switch (answer) {
            case NEEDS_ACTION -> PartStat.NEEDS_ACTION;
            case ACCEPTED -> PartStat.ACCEPTED;
            case DECLINED -> PartStat.DECLINED;
            case TENTATIVE -> PartStat.TENTATIVE;
        };
    }

    private static Map<String, TimeZone> zones(Collection<CalendarEntry> entries) {
        Map<String, TimeZone> zones = new TreeMap<>();
        for (CalendarEntry entry : entries) {
            for (ZoneId zone : List.of(entry.start().getZone(), entry.end().getZone())) {
                TimeZone known = named(zone);
                if (known != null) {
                    zones.put(zone.getId(), known);
                }
            }
        }
        return zones;
    }

    /**
     * A local time of its zone; in UTC where the zone is a mere offset or has no rules to write down, and in the second
     * of two hours of the same name, because readers take a local time for the first (RFC 5545, 3.3.5).
     */
    private static Temporal moment(ZonedDateTime time) {
        boolean first = time.toLocalDateTime().atZone(time.getZone()).isEqual(time);
        return first && named(time.getZone()) != null ? time : time.toInstant();
    }

    private static @Nullable TimeZone named(ZoneId zone) {
        return zone instanceof ZoneOffset || zone.normalized() instanceof ZoneOffset
                ? null
                : ZONES.getTimeZone(zone.getId());
    }

    private static URI mailto(CalendarEntry.Person person) {
        try {
            return new URI("mailto", printable(person.email()), null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a mail address", e);
        }
    }

    /** Quotes end a parameter's value, whatever stands in it. */
    private static String parameter(String text) {
        return printable(text).replace('"', '\'');
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String multiline(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cntrl}&&[^\n]]+", " ");
    }
}
