package org.crimealliance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crimealliance.demo.AncillaryFile.Answer;
import org.crimealliance.demo.AncillaryFile.Meeting;
import org.crimealliance.demo.RegisterFile.Member;
import org.junit.jupiter.api.Test;

class DemoDataTest {

    @Test
    void the_register_has_80_members_in_four_categories_with_an_address_each() {
        Map<String, Long> categories =
                RegisterFile.members().stream().collect(Collectors.groupingBy(Member::category, Collectors.counting()));
        assertThat(categories)
                .isEqualTo(Map.of("ordinary", 56L, "extraordinary", 5L, "individual", 18L, "honorary", 1L));
        assertThat(RegisterFile.members().stream().map(Member::email)).doesNotHaveDuplicates();
        assertThat(RegisterFile.members().stream().map(Member::name)).doesNotHaveDuplicates();
        assertThat(RegisterFile.members().stream().map(Member::email)).allMatch(mail -> mail.endsWith("@example.org"));
    }

    @Test
    void the_register_is_written_in_many_scripts_and_comes_from_all_continents() {
        String csv = new String(RegisterFile.csv(), StandardCharsets.UTF_8);
        assertThat(csv).contains("Łódź", "القاهرة", "新桥", "नई राह", "Θεσσαλονίκη");
        assertThat(RegisterFile.members().stream().map(Member::country)).contains("AT", "KE", "IN", "AU", "EG", "NZ");
        assertThat(RegisterFile.csv()).as("the same at every demo").isEqualTo(RegisterFile.csv());
    }

    @Test
    void six_of_seven_applicants_will_be_admitted() {
        List<ApplicationForms.Form> forms = ApplicationForms.all();
        assertThat(forms.stream()
                        .filter(form -> form.motion().equals("admit"))
                        .collect(Collectors.groupingBy(ApplicationForms.Form::category, Collectors.counting())))
                .isEqualTo(Map.of("ordinary", 4L, "extraordinary", 1L, "individual", 1L));
        assertThat(forms).hasSize(7);
        assertThat(forms.stream().map(ApplicationForms.Form::arrives)).isSorted();
        assertThat(RegisterFile.members().stream().map(Member::name))
                .as("no applicant is a member already")
                .doesNotContainAnyElementsOf(
                        forms.stream().map(ApplicationForms.Form::name).toList());
    }

    @Test
    void the_229_ancillary_meetings_answer_171_38_20() {
        List<Meeting> meetings = new AncillaryFile().meetings();
        Map<Answer, Long> answers =
                meetings.stream().collect(Collectors.groupingBy(Meeting::answer, Collectors.counting()));
        assertThat(answers).isEqualTo(Map.of(Answer.RECONFIRM, 171L, Answer.DECLINE, 38L, Answer.SILENT, 20L));
        assertThat(meetings.stream()
                        .filter(meeting -> meeting.answer() == Answer.RECONFIRM)
                        .filter(meeting -> meeting.mode().equals("hybrid")))
                .hasSize(107);
        assertThat(meetings.stream().map(Meeting::code)).doesNotHaveDuplicates();
        assertThat(meetings.stream().map(Meeting::email)).doesNotHaveDuplicates();
        assertThat(meetings)
                .allSatisfy(
                        meeting -> assertThat(meeting.personIds()).hasSize(4).doesNotHaveDuplicates());
        assertThat(meetings.stream().filter(meeting -> !meeting.unavailable().isEmpty()))
                .hasSizeBetween(30, 60);
        assertThat(meetings.stream()
                        .flatMap(meeting -> meeting.personIds().stream())
                        .distinct())
                .as("some speak at several meetings")
                .hasSizeLessThan(4 * 229);
    }

    @Test
    void a_csv_cell_with_a_comma_or_a_quote_is_quoted() {
        assertThat(Names.csv(List.of("a", "b"), List.of(List.of("x, y", "say \"z\""))))
                .isEqualTo("a,b\r\n\"x, y\",\"say \"\"z\"\"\"\r\n");
    }
}
