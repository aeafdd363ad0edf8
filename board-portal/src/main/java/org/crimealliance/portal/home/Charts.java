package org.crimealliance.portal.home;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crimealliance.portal.congress.CongressClient.Funnel;
import org.crimealliance.portal.frame.Show;
import org.springframework.stereotype.Component;

/** The rows behind the home page's charts, in their order; {@code charts} in the templates. */
@Component
public class Charts {

    private final Show show;

    Charts(Show show) {
        this.show = show;
    }

    public Map<String, Integer> members(int ordinary, int extraordinary, int individual, int honorary) {
        return rows(
                "ordinary", ordinary, "extraordinary", extraordinary, "individual", individual, "honorary", honorary);
    }

    /** Every invoice in exactly one row: the service counts an overdue one as open, too. */
    public Map<String, Integer> invoices(int issued, int paid, int overdue) {
        return rows("paid", paid, "not-due", Math.max(0, issued - paid - overdue), "overdue", overdue);
    }

    public Map<String, Integer> funnel(Funnel funnel) {
        return rows(
                "accepted", funnel.accepted(),
                "reconfirmed", funnel.reconfirmed(),
                "placed", funnel.placed(),
                "waiting-list", funnel.waiting());
    }

    private Map<String, Integer> rows(Object... wordsAndNumbers) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (int i = 0; i < wordsAndNumbers.length; i += 2) {
            rows.put(show.word((String) wordsAndNumbers[i]), (Integer) wordsAndNumbers[i + 1]);
        }
        return rows;
    }
}
