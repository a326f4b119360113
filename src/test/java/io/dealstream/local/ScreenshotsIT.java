package io.dealstream.local;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.dealstream.tasks.Faults;
import io.dealstream.testing.Chromium;
import io.dealstream.testing.EmbeddedKafka;
import io.dealstream.testing.InjectKafka;
import io.dealstream.testing.Organisation;
import io.dealstream.testing.Records;
import io.dealstream.testing.Service;
import io.dealstream.testing.SseClient;
import io.dealstream.testing.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Takes the pictures in `docs/`: the console of the packaged service in Chromium while the sample pipeline writes.
@QuarkusIntegrationTest
@WithTestResource(EmbeddedKafka.class)
@Tag("screenshots")
class ScreenshotsIT {

    private static final Path FOLDER = Path.of("docs");
    private static final double EVENTS_PER_SECOND = 24;
    private static final int DEALS = 6;
    /// Long enough for the charts to have something to show.
    private static final double LEAD_MILLIS = 70_000;

    @InjectKafka
    EmbeddedKafka kafka;

    /// How a page is looked at.
    private enum Look {
        LIGHT(1440, 900, 1, ColorScheme.LIGHT),
        DARK(1440, 900, 1, ColorScheme.DARK),
        PHONE(390, 844, 2, ColorScheme.LIGHT);

        private final int width;
        private final int height;
        private final int scale;
        private final ColorScheme colours;

        Look(int width, int height, int scale, ColorScheme colours) {
            this.width = width;
            this.height = height;
            this.scale = scale;
            this.colours = colours;
        }

        Browser.NewContextOptions options() {
            return new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setDeviceScaleFactor(scale)
                    .setColorScheme(colours)
                    .setReducedMotion(ReducedMotion.REDUCE);
        }
    }

    @Test
    void takesThemAll() throws Exception {
        Service service = Service.ready(RestAssured.port);
        List<SseClient> readers = new ArrayList<>();
        try (Records records = new Records(kafka.bootstrapServers());
                Chromium chromium = new Chromium()) {
            Organisation org = Organisation.create(service, records);
            TopicNames topics = TopicNames.of(ConfigProvider.getConfig());
            try (SamplePipeline pipeline = SamplePipeline.to(
                    kafka.bootstrapServers(), topics, org.tenant(), DEALS, EVENTS_PER_SECOND, Faults.uncounted())) {
                pipeline.start();
                Map<String, Page> pages = new LinkedHashMap<>();
                for (String view : List.of("operations", "inspector", "board")) {
                    for (Look look : Look.values()) {
                        pages.put(name(view, look), open(chromium.context(look.options()), service, org, view));
                    }
                }
                readers.addAll(read(org));
                spoil(records, org);
                pages.values().iterator().next().waitForTimeout(LEAD_MILLIS);
                for (Map.Entry<String, Page> page : pages.entrySet()) {
                    save(page.getValue().screenshot(), FOLDER.resolve(page.getKey()));
                }
            }
        } finally {
            readers.forEach(SseClient::close);
        }
    }

    private static String name(String view, Look look) {
        return "console-" + view + "-" + look.name().toLowerCase(java.util.Locale.ROOT) + ".png";
    }

    private static Page open(BrowserContext context, Service service, Organisation org, String view) {
        Page page = context.newPage();
        page.navigate(service.uri("/").toString());
        page.getByLabel("API key").fill(org.key().secret());
        page.getByLabel("API key").press("Enter");
        page.getByRole(AriaRole.NAVIGATION).waitFor();
        page.evaluate("view => { location.hash = '#/' + view; }", view);
        if (view.equals("inspector")) {
            page.getByLabel("Stream").waitFor();
            page.locator(".request-form .primary").click();
            page.locator(".frame[data-kind=event]").nth(4).click();
        }
        return page;
    }

    /// Others who read meanwhile, so that the charts have something to show.
    private static List<SseClient> read(Organisation org) {
        List<SseClient> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            readers.add(org.stream("/v1/events/deals/" + (i < 3 ? Cast.EVERGREEN_DEAL + i : 900 + i)));
        }
        for (int i = 0; i < 3; i++) {
            readers.add(org.stream("/v1/events/batches/batch_" + i));
            readers.add(org.stream("/v1/events/org?types=deal_updated"));
            org.get("/v1/events/deals/none");
        }
        return readers;
    }

    private static void spoil(Records records, Organisation org) {
        for (int i = 0; i < 4; i++) {
            records.write(Records.event(Topics.DEALS, org.tenant(), "deal.created", "1", "{\"deal_id\":" + i + "}"));
            records.write(Records.event(Topics.BATCHES, org.tenant(), "batch.unheard_of", "b", "{}"));
        }
        records.write(Records.event(Topics.DEALS, org.tenant(), "deal.created", "1", "no JSON"));
    }

    /// Writes a picture in as few bytes as PNG needs for it.
    private static void save(byte[] png, Path file) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage opaque = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(read, 0, 0, null);
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam smallest = writer.getDefaultWriteParam();
        smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        smallest.setCompressionQuality(0);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque, null, null), smallest);
        } finally {
            writer.dispose();
        }
    }
}
