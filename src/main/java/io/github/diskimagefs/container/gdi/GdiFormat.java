package io.github.diskimagefs.container.gdi;

import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.DiscContainer;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.ProbedFormat;
import io.github.diskimagefs.container.SheetText;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** GDI sheets of GD-ROMs, recognised by their columns. */
public final class GdiFormat extends ProbedFormat {
  /** Bytes of a sheet: far more than 99 tracks take. */
  private static final int MAX_SHEET_BYTES = 64 << 10;

  /** The format. */
  public GdiFormat() {
    super(ImageScheme.CDBIN, "a GDI sheet");
  }

  @Override
  public boolean probe(ImageFile file) throws IOException {
    if (file.bytes() == null || file.bytes().size() > MAX_SHEET_BYTES) {
      return false;
    }
    String text = SheetText.read(file.bytes(), Optional.empty());
    return text != null && GdiSheet.recognises(text, file.extension().equals("gdi"));
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    List<String> readings = SheetText.readings(file.bytes(), context.options().charset());
    return DiscContainer.open(
        "GDI sheet (Dreamcast GD-ROM)",
        file,
        context,
        files -> {
          GdiSheet sheet = files.best(readings, GdiSheet::parse, GdiSheet::fileNames);
          return new GdiLayout(sheet, files, context.volumes(), file.cache()).disc();
        });
  }
}
