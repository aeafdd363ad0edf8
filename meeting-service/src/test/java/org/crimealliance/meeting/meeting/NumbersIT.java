package org.crimealliance.meeting.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.crimealliance.meeting.Api;
import org.crimealliance.meeting.MeetingServiceTest;
import org.crimealliance.meeting.Topics;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.testkit.LargestDocument;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Numbers have no gap and no double, whoever closes when and dies where. */
@MeetingServiceTest
class NumbersIT {

    @Autowired
    Api api;

    @Autowired
    NumberLedger ledger;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Topics topics;

    private final String run = UUID.randomUUID().toString().substring(0, 6);

    @Test
    void meetings_closed_at_once_and_twice_get_one_number_each() throws Exception {
        String series = api.series("n-" + run, "informal", "all-members");
        List<String> meetings = new ArrayList<>();
        for (int day = 10; day < 22; day++) {
            String meeting = api.meeting(series, "2020-05-" + day + "T15:00:00", "2020-05-" + day + "T16:00:00", false);
            api.post("/api/meetings/" + meeting + "/opening", null).expect(200);
            meetings.add(meeting);
        }
        List<Callable<Integer>> closings = new ArrayList<>();
        for (String meeting : meetings) {
            Callable<Integer> closing = () -> api.post("/api/meetings/" + meeting + "/closing", null)
                    .expect(200)
                    .number("/number");
            closings.add(closing);
            closings.add(closing);
        }
        List<Integer> numbers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> number : clients.invokeAll(closings)) {
                numbers.add(number.get());
            }
        }
        assertThat(numbers.stream().distinct().sorted().toList())
                .isEqualTo(IntStream.rangeClosed(1, 12).boxed().toList());
        for (int i = 0; i < numbers.size(); i += 2) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i + 1));
        }
    }

    @Test
    void a_meeting_whose_closing_died_after_its_number_was_reserved_is_closed_with_it() {
        String series = api.series("k-" + run, "informal", "all-members");
        String first = api.meeting(series, "2020-05-10T15:00:00", "2020-05-10T16:00:00", false);
        String second = api.meeting(series, "2020-05-11T15:00:00", "2020-05-11T16:00:00", false);
        api.post("/api/meetings/" + first + "/opening", null).expect(200);
        api.post("/api/meetings/" + second + "/opening", null).expect(200);
        Provenance closing = new Provenance("chair", "the closing");
        closing.run(() -> assertThat(ledger.reserve(series, 2020, first)).isEqualTo(1));
        assertThat(api.post("/api/meetings/" + second + "/closing", null)
                        .expect(200)
                        .number("/number"))
                .isEqualTo(2);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Api.Answer meeting = api.get("/api/meetings/" + first);
            assertThat(meeting.text("/status")).isEqualTo("held");
            assertThat(meeting.number("/number")).isEqualTo(1);
        });
        await().untilAsserted(() -> assertThat(topics.facts("meeting-held", first))
                .extracting(Topics.Event::cause)
                .containsExactly(closing));
    }

    @Test
    void a_series_has_a_thousand_meetings_a_year_and_no_more() {
        String series = "f-" + run;
        List<String> held = new ArrayList<>();
        for (int i = 1; i < NumberLedger.MOST; i++) {
            held.add("m" + i);
        }
        mongo.insert(
                new Document("_id", series + "-2020")
                        .append("length", held.size())
                        .append("meetings", held)
                        .append("causes", new Document()),
                "numberLedgers");
        assertThat(ledger.reserve(series, 2020, "the last")).isEqualTo(NumberLedger.MOST);
        assertThatThrownBy(() -> ledger.reserve(series, 2020, "one more"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("1000 meetings a year");
        assertThat(ledger.reserve(series, 2020, "the last")).isEqualTo(NumberLedger.MOST);
        assertThat(LargestDocument.of(mongo.getDb(), "numberLedgers").bytes()).isLessThan(256 * 1024);
    }

    @Test
    void a_cancelled_meeting_takes_no_number() {
        String series = api.series("c-" + run, "informal", "all-members");
        String first = api.meeting(series, "2020-05-10T15:00:00", "2020-05-10T16:00:00", false);
        String second = api.meeting(series, "2020-05-11T15:00:00", "2020-05-11T16:00:00", false);
        assertThat(api.get("/api/meetings/" + second).text("/label")).isEqualTo("2/2020");
        api.post("/api/meetings/" + first + "/cancellation", java.util.Map.of("reason", "strike"))
                .expect(200);
        assertThat(api.get("/api/meetings/" + second).text("/label")).isEqualTo("1/2020");
    }
}
