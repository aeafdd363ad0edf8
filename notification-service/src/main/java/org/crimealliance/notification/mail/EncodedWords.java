package org.crimealliance.notification.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Header text in encoded words (RFC 2047), no line longer than 76 characters and no character cut in two. The mail library
 * writes the first line without regard to the header's name, and several words on one line.
 */
final class EncodedWords {

    private static final int LINE = 76;
    private static final String BEGIN = "=?UTF-8?B?";
    private static final String END = "?=";
    private static final String FOLD = "\r\n ";

    private EncodedWords() {}

    static boolean isNeeded(String text) {
        return text.contains("=?") || !text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /** @param used how much of the first line is taken: by the header's name, its colon and a blank */
    static String of(String text, int used) {
        StringBuilder words = new StringBuilder();
        StringBuilder word = new StringBuilder();
        int room = bytes(LINE - used);
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            String character = Character.toString(text.codePointAt(i));
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            i += character.length();
            if (bytes + size > room) {
                words.append(encoded(word)).append(FOLD);
                word.setLength(0);
                bytes = 0;
                room = bytes(LINE - 1);
            }
            word.append(character);
            bytes += size;
        }
        return words.append(encoded(word)).toString();
    }

    /** How many bytes go into so many characters, in base64 between the ends of a word. */
    private static int bytes(int characters) {
        return (characters - BEGIN.length() - END.length()) / 4 * 3;
    }

    private static String encoded(CharSequence word) {
        return BEGIN + Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)) + END;
    }
}
