package org.crimealliance.event.programme;

import java.io.StringWriter;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.crimealliance.event.congress.Congress;
import org.crimealliance.platform.document.PrintableText;
import org.crimealliance.platform.id.Ids;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The programme in the two forms that conference apps read: frab's schedule XML and pretalx's schedule.json. Neither names
 * persons.
 */
final class FrabExport {

    private final Programme programme;
    private final Congress congress;
    private final String address;
    private final ZoneId zone;
    private final Map<String, Integer> numbers;
    private final Map<LocalDate, Map<String, List<Programme.Entry>>> days = new TreeMap<>();

    /** @param address where the programme is shown to people */
    FrabExport(Programme programme, Congress congress, String address) {
        this.programme = programme;
        this.congress = congress;
        this.address = address;
        this.zone = programme.zone();
        this.numbers = numbers(programme);
        for (LocalDate day = congress.firstDay(); !day.isAfter(congress.lastDay()); day = day.plusDays(1)) {
            days.put(day, new TreeMap<>());
        }
        programme.entries().stream()
                .sorted(Programme.BY_TIME)
                .forEach(
                        entry -> days.computeIfAbsent(entry.start().atZone(zone).toLocalDate(), day -> new TreeMap<>())
                                .computeIfAbsent(entry.room(), room -> new ArrayList<>())
                                .add(entry));
    }

    String xml() {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("schedule");
            xml.writeEmptyElement("generator");
            xml.writeAttribute("name", "Alliance Platform");
            element(xml, "version", String.valueOf(programme.version()));
            conference(xml);
            int index = 0;
            for (var day : days.entrySet()) {
                index++;
                day(xml, index, day.getKey(), day.getValue());
            }
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return out.toString();
    }

    private void conference(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("conference");
        element(xml, "title", programme.congressName());
        element(xml, "acronym", acronym());
        element(xml, "start", congress.firstDay().toString());
        element(xml, "end", congress.lastDay().toString());
        element(xml, "days", String.valueOf(days.size()));
        element(xml, "timeslot_duration", "00:15");
        element(xml, "time_zone_name", zone.getId());
        xml.writeEndElement();
    }

    private void day(XMLStreamWriter xml, int index, LocalDate date, Map<String, List<Programme.Entry>> rooms)
            throws XMLStreamException {
        xml.writeStartElement("day");
        xml.writeAttribute("index", String.valueOf(index));
        xml.writeAttribute("date", date.toString());
        xml.writeAttribute("start", moment(dayStart(date)));
        xml.writeAttribute("end", moment(dayStart(date.plusDays(1))));
        for (var room : rooms.entrySet()) {
            xml.writeStartElement("room");
            xml.writeAttribute("name", PrintableText.wellFormed(room.getKey()));
            xml.writeAttribute("guid", Ids.derived("room", congress.key(), room.getKey()));
            for (Programme.Entry entry : room.getValue()) {
                event(xml, entry);
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void event(XMLStreamWriter xml, Programme.Entry entry) throws XMLStreamException {
        xml.writeStartElement("event");
        xml.writeAttribute("id", String.valueOf(numbers.get(entry.meetingId())));
        xml.writeAttribute("guid", entry.meetingId());
        element(xml, "date", moment(at(entry)));
        element(xml, "start", at(entry).toLocalTime().toString());
        element(xml, "duration", duration(entry));
        element(xml, "room", entry.room());
        element(xml, "slug", slug(entry));
        element(xml, "url", url(entry));
        element(xml, "title", entry.title());
        element(xml, "subtitle", entry.organisation());
        element(xml, "track", entry.theme());
        element(xml, "type", "meeting");
        element(xml, "abstract", abstractOf(entry));
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(PrintableText.wellFormed(text));
        xml.writeEndElement();
    }

    ObjectNode json(JsonMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        root.putObject("generator").put("name", "Alliance Platform");
        ObjectNode schedule = root.putObject("schedule");
        schedule.put("version", String.valueOf(programme.version()));
        schedule.put("base_url", address);
        ObjectNode conference = schedule.putObject("conference");
        conference.put("acronym", acronym());
        conference.put("title", PrintableText.wellFormed(programme.congressName()));
        conference.put("start", congress.firstDay().toString());
        conference.put("end", congress.lastDay().toString());
        conference.put("daysCount", days.size());
        conference.put("timeslot_duration", "00:15");
        conference.put("time_zone_name", zone.getId());
        ArrayNode rooms = conference.putArray("rooms");
        congress.rooms().forEach(room -> {
            ObjectNode node = rooms.addObject();
            node.put("name", PrintableText.wellFormed(room.name()));
            node.put("guid", Ids.derived("room", congress.key(), room.name()));
            if (room.capacity() > 0) {
                node.put("capacity", room.capacity());
            }
        });
        ArrayNode tracks = conference.putArray("tracks");
        programme.entries().stream()
                .map(Programme.Entry::theme)
                .collect(Collectors.toCollection(java.util.TreeSet::new))
                .forEach(theme -> tracks.addObject().put("name", PrintableText.wellFormed(theme)));
        ArrayNode all = conference.putArray("days");
        days.forEach((date, byRoom) -> {
            ObjectNode day = all.addObject();
            day.put("index", all.size());
            day.put("date", date.toString());
            day.put("day_start", moment(dayStart(date)));
            day.put("day_end", moment(dayStart(date.plusDays(1))));
            ObjectNode inRooms = day.putObject("rooms");
            byRoom.forEach((room, entries) -> {
                ArrayNode events = inRooms.putArray(PrintableText.wellFormed(room));
                entries.forEach(entry -> event(events.addObject(), entry));
            });
        });
        return root;
    }

    private void event(ObjectNode event, Programme.Entry entry) {
        event.put("guid", entry.meetingId());
        event.put("id", numbers.get(entry.meetingId()));
        event.put("date", moment(at(entry)));
        event.put("start", at(entry).toLocalTime().toString());
        event.put("end", moment(entry.end().atZone(zone).toOffsetDateTime()));
        event.put("duration", duration(entry));
        event.put("room", PrintableText.wellFormed(entry.room()));
        event.put("slug", slug(entry));
        event.put("url", url(entry));
        event.put("title", PrintableText.wellFormed(entry.title()));
        event.put("subtitle", PrintableText.wellFormed(entry.organisation()));
        event.put("track", PrintableText.wellFormed(entry.theme()));
        event.put("type", "meeting");
        event.putNull("language");
        event.put("abstract", PrintableText.wellFormed(abstractOf(entry)));
        event.putNull("description");
        event.putArray("persons");
        event.putArray("links");
        event.putArray("attachments");
    }

    private static String abstractOf(Programme.Entry entry) {
        return entry.code() + ", " + entry.mode().word();
    }

    private OffsetDateTime at(Programme.Entry entry) {
        return entry.start().atZone(zone).toOffsetDateTime();
    }

    private OffsetDateTime dayStart(LocalDate day) {
        return day.atStartOfDay(zone).toOffsetDateTime();
    }

    /** With seconds, which XML Schema wants also when they are zero. */
    private static String moment(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    private static String duration(Programme.Entry entry) {
        long minutes = entry.start().until(entry.end(), ChronoUnit.MINUTES);
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    private String acronym() {
        String name = congress.key().replace('-', '_');
        return name.length() < 4 ? "congress_" + name : name;
    }

    private String slug(Programme.Entry entry) {
        return acronym() + "-" + entry.meetingId();
    }

    private String url(Programme.Entry entry) {
        return address + "#" + entry.meetingId();
    }

    /** The formats want a number for each event; derived from the id, so that it stays the same in every version. */
    private static Map<String, Integer> numbers(Programme programme) {
        Map<String, Integer> numbers = new HashMap<>();
        Set<Integer> taken = new HashSet<>();
        programme.entries().stream()
                .map(Programme.Entry::meetingId)
                .sorted(Comparator.naturalOrder())
                .forEach(id -> {
                    int number = (int) (UUID.fromString(id).getMostSignificantBits() >>> 33) | 1;
                    while (!taken.add(number)) {
                        number++;
                    }
                    numbers.put(id, number);
                });
        return numbers;
    }
}
