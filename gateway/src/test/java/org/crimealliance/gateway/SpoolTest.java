package org.crimealliance.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.crimealliance.platform.web.UploadLimits;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** An upload of a form passes twice for one caller, who has a quarter of the room: 4 x 2 x 51 MB. */
class SpoolTest {

    private static final UploadLimits UPLOADS = new UploadLimits(DataSize.ofMegabytes(25), DataSize.ofMegabytes(50));

    @Test
    void a_room_that_the_largest_upload_never_finds_is_refused_at_the_start() {
        assertThatThrownBy(() -> new Spool(settings(DataSize.ofBytes(427_819_007)), UPLOADS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ALLIANCE_SPOOL_ROOM")
                .hasMessageContaining("427819008");
    }

    private static GatewaySettings settings(DataSize room) {
        Duration second = Duration.ofSeconds(1);
        return new GatewaySettings(
                URI.create("http://127.0.0.1:8400"),
                Map.of(),
                second,
                second,
                second,
                List.of(),
                new GatewaySettings.Body(DataSize.ofMegabytes(2), second, DataSize.ofKilobytes(1), second, second),
                new GatewaySettings.Spool(Path.of("never"), room),
                0,
                "none",
                new GatewaySettings.Breaker(20, 50, second));
    }
}
