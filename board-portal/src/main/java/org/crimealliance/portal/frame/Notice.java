package org.crimealliance.portal.frame;

import org.crimealliance.portal.gateway.RefusedException;
import org.crimealliance.portal.gateway.UnavailableException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What came of a button: shown once, on the page that follows.
 *
 * @param key the message's key; blank where a service has said it in its own words
 */
public record Notice(boolean good, String key, Object[] details, String text) {

    /** Does what the button says and goes to the next page with the news. */
    public static String after(RedirectAttributes flash, String to, String doneKey, Runnable work) {
        try {
            work.run();
            done(flash, doneKey);
        } catch (RefusedException e) {
            flash.addFlashAttribute("notice", refused(e));
        } catch (UnavailableException e) {
            flash.addFlashAttribute("notice", new Notice(false, "wrong.unavailable", new Object[0], ""));
        }
        return "redirect:" + to;
    }

    public static void done(RedirectAttributes flash, String key, Object... details) {
        flash.addFlashAttribute("notice", new Notice(true, key, details, ""));
    }

    private static Notice refused(RefusedException e) {
        String words = e.problem().detail();
        if (!e.problem().errors().isEmpty()) {
            words = words + " " + e.problem().errors().getFirst().message();
        }
        String key = e.status() == 403 ? "wrong.forbidden" : words.isBlank() ? "wrong.refused" : "";
        return new Notice(false, key, new Object[0], words);
    }
}
