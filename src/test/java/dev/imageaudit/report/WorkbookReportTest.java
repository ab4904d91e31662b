package dev.imageaudit.report;

import dev.imageaudit.audit.FakeFleet;
import dev.imageaudit.audit.FleetAudit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkbookReportTest {
  @Test
  void preview() throws IOException {
    Files.write(Path.of("target/hostile.xlsx"), written(FakeFleet.hostile()));
    Files.write(Path.of("target/empty.xlsx"), written(FakeFleet.empty()));
    Files.write(Path.of("target/shop.xlsx"), written(FakeShop.withFailures(12, 8)));
    Files.write(Path.of("target/small.xlsx"), written(FakeShop.withFailures(3, 2)));
  }

  private static byte[] written(FleetAudit fleet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WorkbookReport.create().write(fleet, out);
    return out.toByteArray();
  }
}
