package org.crimealliance.platform.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    %PDF-1.7                                                | a.pdf  | application/pdf
                    %PDF-1.7                                                | a.txt  | application/pdf
                    <!DOCTYPE html><html><script>alert(1)</script></html>   | a.html | text/html
                    <!DOCTYPE html><html><script>alert(1)</script></html>   | a.pdf  | text/html
                    <html><body>                                            | a.txt  | text/html
                    <svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>  | a.png  | image/svg+xml
                    <?xml version="1.0"?><note/>                            | a.doc  | application/xml
                    #!/bin/sh                                               | a.csv  | application/x-sh
                    name;country                                            | a.csv  | text/csv
                    name;country                                            | a.pdf  | text/plain
                    alert(1)                                                | a.js   | text/javascript
                    """)
    void text_is_what_it_begins_with(String content, String name, String type) {
        assertThat(FileType.of(content.getBytes(StandardCharsets.UTF_8), name)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "4d5a90000300000004000000ffff0000b800000000000000, a.pdf, application/x-msdownload",
        "7f454c46020101000000000000000000, a.docx, application/x-elf",
        "89504e470d0a1a0a0000000d49484452, a.pdf, image/png",
        "ffd8ffe000104a464946000101, a.txt, image/jpeg",
        "0001feff02f0, a.pdf, application/octet-stream"
    })
    void bytes_are_what_they_begin_with(String hex, String name, String type) {
        byte[] content = java.util.HexFormat.of().parseHex(hex);
        assertThat(FileType.of(content, name)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "[Content_Types].xml, a.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "[Content_Types].xml, a.docm, application/vnd.ms-word.document.macroenabled.12",
        "[Content_Types].xml, a.pdf, application/x-tika-ooxml",
        "readme.txt, a.docx, application/zip"
    })
    void of_an_office_file_the_name_says_which_and_no_more(String first, String name, String type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(first));
            zip.write("<Types/>".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(FileType.of(bytes.toByteArray(), name)).isEqualTo(type);
    }
}
