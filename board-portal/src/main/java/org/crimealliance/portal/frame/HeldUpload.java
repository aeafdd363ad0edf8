package org.crimealliance.portal.frame;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** A file between its preview and the decision to import it: kept in the session, one at a time, at most 5 MB. */
public record HeldUpload(String purpose, String fileName, byte[] content) {

    private static final String KEY = HeldUpload.class.getName();

    public static HeldUpload hold(HttpSession session, String purpose, MultipartFile file) {
        try {
            String name = file.getOriginalFilename();
            HeldUpload upload = new HeldUpload(purpose, name == null ? "upload.csv" : name, file.getBytes());
            session.setAttribute(KEY, upload);
            return upload;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static @Nullable HeldUpload held(HttpSession session, String purpose) {
        return session.getAttribute(KEY) instanceof HeldUpload upload && upload.purpose.equals(purpose) ? upload : null;
    }

    public static void forget(HttpSession session) {
        session.removeAttribute(KEY);
    }
}
