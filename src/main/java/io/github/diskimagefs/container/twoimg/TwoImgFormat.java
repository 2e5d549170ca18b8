package io.github.diskimagefs.container.twoimg;

import io.github.diskimagefs.UnsupportedImageException;
import io.github.diskimagefs.container.Container;
import io.github.diskimagefs.container.Content;
import io.github.diskimagefs.container.ImageContext;
import io.github.diskimagefs.container.ImageFile;
import io.github.diskimagefs.container.SignedFormat;
import io.github.diskimagefs.options.ImageScheme;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Format of 2IMG files. */
public final class TwoImgFormat extends SignedFormat {

  /** The format. */
  public TwoImgFormat() {
    super(ImageScheme.DMG, "a 2IMG image", TwoImgHeader.FIELDS, TwoImgHeader.SIGNATURE);
  }

  @Override
  public Container open(ImageFile file, ImageContext context) throws IOException {
    TwoImgHeader header = TwoImgHeader.read(file.bytes());
    if (header.order() != TwoImgHeader.PRODOS) {
      throw new UnsupportedImageException("2IMG " + order(header.order()));
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("creator", header.creator());
    properties.put("size", header.length() + " bytes");
    return new TwoImg(
        new Content.BlockDevice(file.bytes().slice(header.offset(), header.length())), properties);
  }

  private static String order(long order) {
    return order == TwoImgHeader.DOS
        ? "in the sector order of DOS 3.3"
        : order == TwoImgHeader.NIBBLES ? "of nibbles" : "of order " + order;
  }

  private record TwoImg(Content content, Map<String, String> properties) implements Container {
    @Override
    public String type() {
      return "2IMG";
    }
  }
}
