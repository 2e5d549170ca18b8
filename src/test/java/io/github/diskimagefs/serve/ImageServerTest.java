package io.github.diskimagefs.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.github.diskimagefs.image.HfsPlusImage;
import io.github.diskimagefs.image.IsoImage;
import io.github.diskimagefs.image.UdfImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageServerTest {
  private static final byte[] LONG = new byte[300_000];

  private static final List<String> NAMES =
      List.of(
          "a b",
          "100%",
          "%41",
          "what?",
          "c#.txt",
          "..x",
          "back\\slash",
          "tab\tand\nline",
          "bell\u0007",
          "\u202Etxt.exe",
          "\u00FCber \u4E2D\u6587 \uD83D\uDE00",
          "]]>",
          "<b>&amp;\"'",
          "a!",
          "!volume=2",
          "+",
          "~;:@,=");

  static {
    for (int i = 0; i < LONG.length; i++) {
      LONG[i] = (byte) (i * 31 + i / 256);
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;
  private ImageServer server;

  @BeforeEach
  void start() throws IOException {
    byte[] inner = IsoImage.named("INNER").file("/deep/in side.txt", "Inside.").build();
    byte[] middle = IsoImage.named("MIDDLE").file("/inner.iso", inner).build();
    IsoImage image =
        IsoImage.named("DEMO")
            .file("/hello.txt", "Hello.\n")
            .file("/long.bin", LONG)
            .file("/empty", "")
            .file("/page.html", "<script>alert(1)</script>")
            .file("/picture.svg", "<svg onload='alert(1)'/>")
            .file("/picture.PNG", "no png")
            .file("/docs/a.txt", "a")
            .file("/docs/more/b.txt", "b")
            .file("/inner.iso", inner)
            .file("/middle.iso", middle)
            .symlink("/link", "docs/a.txt")
            .symlink("/to docs", "docs")
            .symlink("/lost", "nowhere")
            .symlink("/docs/up", "..")
            .symlink("/docs/loop", "loop");
    for (String name : NAMES) {
      image.file("/names/" + name, "this is " + name);
    }
    serve(image.writeTo(folder.resolve("demo.iso")));
  }

  private void serve(Path image) throws IOException {
    stop();
    server =
        ImageServer.start(
            image,
            Map.of(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of(ServerName.of("discs.example"), ServerName.of("other.example:81")));
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return request("GET", path, "", headers);
  }

  private HttpResponse<byte[]> request(String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + server.uri().getAuthority() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private String text(String path) throws Exception {
    HttpResponse<byte[]> response = get(path);
    String text = new String(response.body(), UTF_8);
    assertThat(path + ": " + text, response.statusCode(), is(200));
    return text;
  }

  private RawRequest raw(String method, String target) {
    return new RawRequest(server.uri(), method, target);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  // The page and its data

  @Test
  void thePageRunsOnlyScriptsOfTheServer() throws Exception {
    HttpResponse<byte[]> page = get("/");
    assertThat(page.statusCode(), is(200));
    assertThat(header(page, "Content-Type"), is("text/html; charset=utf-8"));
    assertThat(
        header(page, "Content-Security-Policy"),
        allOf(
            startsWith("default-src 'none'; script-src 'self';"),
            containsString("frame-ancestors 'none'"),
            not(containsString("unsafe"))));
    String html = new String(page.body(), UTF_8);
    assertThat(html, not(containsString("style=")));
    assertThat(html, not(containsString("onclick=")));
    for (String file : List.of("page.js", "page.css", "icon.svg")) {
      assertThat(get("/-/" + file).statusCode(), is(200));
    }
    assertThat(text("/-/page.js"), not(containsString("innerHTML")));
  }

  @Test
  void everyAnswerHasTheHeadersOfSafety() throws Exception {
    for (String path : List.of("/", "/-/page.js", "/-/list/", "/files/hello.txt", "/files/nope")) {
      HttpResponse<byte[]> answer = get(path);
      assertThat(header(answer, "X-Content-Type-Options"), is("nosniff"));
      assertThat(header(answer, "Referrer-Policy"), is("no-referrer"));
      assertThat(header(answer, "X-Frame-Options"), is("DENY"));
      assertThat(header(answer, "Cross-Origin-Resource-Policy"), is("same-origin"));
      assertThat(header(answer, "Content-Security-Policy"), containsString("default-src 'none'"));
    }
  }

  @Test
  void aFolderIsListedLineByLine() throws Exception {
    String list = text("/-/list/docs/");
    String[] lines = list.split("\n");
    assertThat(lines[0], containsString("\"crumbs\":[{\"name\":\"docs\",\"href\":\"docs\"}]"));
    assertThat(
        list,
        containsString(
            "{\"name\":\"a.txt\",\"href\":\"a.txt\",\"type\":\"file\",\"size\":1,\"modified\":\""
                + IsoImage.TIME
                + "\",\"mediaType\":\"text/plain; charset=utf-8\"}"));
    assertThat(
        list, containsString("{\"name\":\"more\",\"href\":\"more/\",\"type\":\"directory\","));
    assertThat(lines[lines.length - 1], is("{\"end\":4}"));
  }

  @Test
  void aFileIsDescribedInOneLine() throws Exception {
    assertThat(
        text("/-/list/docs/a.txt"),
        is(
            "{\"image\":\"demo.iso\",\"crumbs\":[{\"name\":\"docs\",\"href\":\"docs\"},"
                + "{\"name\":\"a.txt\",\"href\":\"a.txt\"}],\"imageDepth\":0,"
                + "\"name\":\"a.txt\",\"type\":\"file\",\"size\":1,\"modified\":\""
                + IsoImage.TIME
                + "\",\"mediaType\":\"text/plain; charset=utf-8\"}\n"));
  }

  @Test
  void linksSayWhatTheyLeadTo() throws Exception {
    String modified = "\"modified\":\"" + IsoImage.TIME + "\"";
    String list = text("/-/list/");
    assertThat(
        list,
        containsString(
            "{\"name\":\"link\",\"href\":\"link\",\"type\":\"symlink\",\"size\":10,"
                + modified
                + ",\"target\":\"docs/a.txt\",\"resolved\":{\"type\":\"file\",\"size\":1,"
                + modified
                + ",\"mediaType\":\"application/octet-stream\"}}"));
    assertThat(list, containsString("\"href\":\"to%20docs/\",\"type\":\"symlink\""));
    assertThat(list, containsString("\"target\":\"docs\",\"resolved\":{\"type\":\"directory\""));
    assertThat(list, containsString("\"target\":\"nowhere\"}"));
  }

  @Test
  void everyNameLeadsToItsFile() throws Exception {
    String list = text("/-/list/names");
    Matcher hrefs = Pattern.compile("\"href\":\"([^\"]*)\",\"type\":\"file\"").matcher(list);
    List<String> contents = new ArrayList<>();
    while (hrefs.find()) {
      contents.add(text("/files/names/" + hrefs.group(1)));
      text("/-/list/names/" + hrefs.group(1));
      text("/-/attributes/names/" + hrefs.group(1));
    }
    List<String> expected = NAMES.stream().map(name -> "this is " + name).toList();
    assertThat(contents.stream().sorted().toList(), is(expected.stream().sorted().toList()));
  }

  @Test
  void aNameThatIsNotUnicodeLeadsToItsFile() throws Exception {
    byte[] recorded = {16, 0, 'x', (byte) 0xD8, 0, 0, 'y'}; // UTF-16 after its mark
    Path image = folder.resolve("names.iso");
    Files.write(image, UdfImage.named("N").rawName(recorded, "lone".getBytes(UTF_8)).toBytes());
    serve(image);
    Matcher href = Pattern.compile("\"href\":\"([^\"]*)\"").matcher(text("/-/list/"));
    assertThat(href.find(), is(true));
    assertThat(text("/files/" + href.group(1)), is("lone"));
    assertThat(propfind("/files/", "1", ""), containsString("/files/" + href.group(1) + "<"));
  }

  @Test
  void aLongFolderIsListedToItsEnd() throws Exception {
    IsoImage image = IsoImage.named("LONG").withoutRockRidge();
    for (int i = 0; i < 5000; i++) {
      image.file("/f/" + i, "");
    }
    serve(image.writeTo(folder.resolve("long.iso")));
    assertThat(text("/-/list/f"), endsWith("{\"end\":5000}\n"));
    assertThat(propfind("/files/f", "1", ""), endsWith("</D:multistatus>"));
  }

  @Test
  void theImageIsDescribed() throws Exception {
    String info = text("/-/info/");
    assertThat(info, containsString("\"label\":\"DEMO\""));
    assertThat(info, containsString("\"views\":[\"rockridge\",\"iso9660\",\"joliet\"]"));
    assertThat(text("/-/info/inner.iso!/deep"), containsString("\"label\":\"INNER\""));
  }

  @Test
  void attributesAreShown() throws Exception {
    Path image = folder.resolve("attributes.dmg");
    byte[] bytes =
        HfsPlusImage.named("A")
            .file("/f", "x")
            .attribute("/f", "note", "caf\u00E9".getBytes(UTF_8))
            .bytes();
    Files.write(image, bytes);
    serve(image);
    String attributes = text("/-/attributes/f");
    assertThat(
        attributes, containsString("{\"name\":\"note\",\"size\":5,\"base64\":\"Y2Fmw6k=\"}"));
    assertThat(attributes, containsString("\"mode\":\""));
  }

  // Files

  @Test
  void aFileIsSentWhole() throws Exception {
    HttpResponse<byte[]> answer = get("/files/long.bin");
    assertThat(answer.statusCode(), is(200));
    assertThat(Arrays.equals(answer.body(), LONG), is(true));
    assertThat(header(answer, "Content-Length"), is("300000"));
    assertThat(header(answer, "Accept-Ranges"), is("bytes"));
    assertThat(header(answer, "Last-Modified"), is("Thu, 29 Feb 2024 12:34:56 GMT"));
    assertThat(header(answer, "Content-Type"), is("application/octet-stream"));
    assertThat(header(answer, "Content-Disposition"), is("attachment; filename*=UTF-8''long.bin"));
    assertThat(get("/files/empty").body().length, is(0));
  }

  @ParameterizedTest
  @CsvSource({
    "hello.txt, text/plain; charset=utf-8, false",
    "page.html, text/plain; charset=utf-8, false",
    "picture.svg, text/plain; charset=utf-8, false",
    "picture.PNG, image/png, false",
    "hello.txt?download, text/plain; charset=utf-8, true",
    "empty, application/octet-stream, true",
    "inner.iso, application/octet-stream, true"
  })
  void contentNeverRuns(String name, String type, boolean saved) throws Exception {
    HttpResponse<byte[]> answer = get("/files/" + name);
    assertThat(header(answer, "Content-Type"), is(type));
    assertThat(header(answer, "Content-Security-Policy"), is("sandbox; default-src 'none'"));
    assertThat(header(answer, "Content-Disposition") != null, is(saved));
  }

  @Test
  void theNameOfADownloadIsEncoded() throws Exception {
    String header = header(get("/files/names/tab%09and%0Aline?download"), "Content-Disposition");
    assertThat(header, is("attachment; filename*=UTF-8''tab%09and%0Aline"));
  }

  @Test
  void headSendsTheHeadersOfGet() throws Exception {
    HttpResponse<byte[]> answer = request("HEAD", "/files/long.bin", "", "Range", "bytes=0-1");
    assertThat(answer.statusCode(), is(200));
    assertThat(header(answer, "Content-Length"), is("300000"));
    assertThat(answer.body().length, is(0));
    assertThat(request("HEAD", "/files/empty", "").statusCode(), is(200));
    for (String path : List.of("/", "/-/list/", "/-/info/", "/-/attributes/empty")) {
      assertThat(request("HEAD", path, "").statusCode(), is(200));
      assertThat(request("HEAD", path, "").body().length, is(0));
    }
  }

  @Test
  void aRangeIsSent() throws Exception {
    HttpResponse<byte[]> answer = get("/files/long.bin", "Range", "bytes=65530-200000");
    assertThat(answer.statusCode(), is(206));
    assertThat(header(answer, "Content-Range"), is("bytes 65530-200000/300000"));
    assertThat(Arrays.equals(answer.body(), Arrays.copyOfRange(LONG, 65530, 200001)), is(true));
    HttpResponse<byte[]> end = get("/files/long.bin", "Range", "bytes=-3");
    assertThat(Arrays.equals(end.body(), Arrays.copyOfRange(LONG, 299997, 300000)), is(true));
  }

  @Test
  void aRangePastTheEndIsAnError() throws Exception {
    HttpResponse<byte[]> answer = get("/files/long.bin", "Range", "bytes=300000-");
    assertThat(answer.statusCode(), is(416));
    assertThat(header(answer, "Content-Range"), is("bytes */300000"));
    assertThat(header(answer, "Content-Type"), is("text/plain; charset=utf-8"));
    assertThat(get("/files/empty", "Range", "bytes=0-").statusCode(), is(200));
  }

  @Test
  void severalRangesAreParts() throws Exception {
    RawRequest.Answer answer =
        raw("GET", "/files/hello.txt").header("Range", "bytes=0-1, -2").send();
    assertThat(answer.status(), is(206));
    String type = answer.header("Content-Type");
    assertThat(type, startsWith("multipart/byteranges; boundary="));
    String line = "\r\n--" + type.substring(type.indexOf('=') + 1);
    String head = line + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes ";
    assertThat(
        answer.body(), is(head + "0-1/7\r\n\r\nHe" + head + "5-6/7\r\n\r\n.\n" + line + "--\r\n"));
    assertThat(answer.header("Content-Length"), is(Integer.toString(answer.body().length())));
  }

  @Test
  void conditionsAreMet() throws Exception {
    String tag = header(get("/files/hello.txt"), "ETag");
    String path = "/files/hello.txt";
    String same = "Thu, 29 Feb 2024 12:34:56 GMT";
    String earlier = "Thu, 29 Feb 2024 12:34:55 GMT";
    assertThat(get(path, "If-None-Match", tag).statusCode(), is(304));
    assertThat(get(path, "If-None-Match", "\"x\", W/" + tag).statusCode(), is(304));
    assertThat(get(path, "If-None-Match", "*").statusCode(), is(304));
    assertThat(get(path, "If-None-Match", "\"x\"").statusCode(), is(200));
    assertThat(get(path, "If-Modified-Since", same).statusCode(), is(304));
    assertThat(get(path, "If-Modified-Since", earlier).statusCode(), is(200));
    assertThat(get(path, "If-Modified-Since", "nonsense").statusCode(), is(200));
    assertThat(
        get(path, "If-None-Match", "\"x\"", "If-Modified-Since", same).statusCode(), is(200));
    assertThat(get(path, "If-Match", tag).statusCode(), is(200));
    assertThat(get(path, "If-Match", "W/" + tag).statusCode(), is(412));
    assertThat(get(path, "If-Match", "\"x\"").statusCode(), is(412));
    assertThat(get(path, "If-Unmodified-Since", earlier).statusCode(), is(412));
    assertThat(get(path, "If-Unmodified-Since", same).statusCode(), is(200));
    String[] range = {"Range", "bytes=0-0", "If-Range", ""};
    for (String condition : List.of(tag, same)) {
      range[3] = condition;
      assertThat(get(path, range).statusCode(), is(206));
    }
    for (String condition : List.of("W/" + tag, "\"x\"", earlier, "nonsense")) {
      range[3] = condition;
      assertThat(get(path, range).statusCode(), is(200));
    }
    assertThat(request("HEAD", path, "", "If-None-Match", tag).statusCode(), is(304));
  }

  @Test
  void aFolderLeadsToThePage() throws Exception {
    assertThat(header(get("/files/docs/more"), "Location"), is("/#/docs/more/"));
    assertThat(header(get("/files"), "Location"), is("/#/"));
    assertThat(header(get("/files/to%20docs/"), "Location"), is("/#/to%20docs/"));
  }

  @Test
  void aFileThatIsCutOffInTheImageIsAnError() throws Exception {
    Path image = IsoImage.named("CUT").file("/z", LONG).writeTo(folder.resolve("cut.iso"));
    byte[] bytes = Files.readAllBytes(image);
    Files.write(image, Arrays.copyOf(bytes, bytes.length - 100_000));
    serve(image);
    HttpResponse<byte[]> answer = get("/files/z");
    assertThat(answer.statusCode(), is(500));
    assertThat(new String(answer.body(), UTF_8), containsString("truncated"));
    assertThat(header(answer, "Content-Type"), is("text/plain; charset=utf-8"));
    assertThat(header(answer, "ETag"), is(nullValue()));
  }

  // Images in images, volumes and views

  @Test
  void anImageInAnImageIsAFolder() throws Exception {
    assertThat(text("/files/inner.iso!/deep/in%20side.txt"), is("Inside."));
    assertThat(text("/files/middle.iso!/inner.iso!/deep/in%20side.txt"), is("Inside."));
    assertThat(text("/-/list/middle.iso!/"), containsString("\"imageDepth\":1"));
    assertThat(text("/files/inner.iso%21/deep/in%20side.txt"), is("Inside."));
    assertThat(propfind("/files/inner.iso!/", "1", ""), containsString("/files/inner.iso!/deep/<"));
    assertThat(get("/files/hello.txt!/").statusCode(), is(415));
    assertThat(get("/files/docs!/").statusCode(), is(404));
    assertThat(get("/files/nope!/").statusCode(), is(404));
  }

  @Test
  void aNameThatEndsInTheMarkIsFoundWithOrWithoutItsEncoding() throws Exception {
    assertThat(text("/files/names/a%21"), is("this is a!"));
    assertThat(text("/files/names/a!"), is("this is a!"));
    assertThat(text("/files/names/!volume=2"), is("this is !volume=2"));
  }

  @Test
  void volumesAndViewsAreChosen() throws Exception {
    assertThat(text("/-/list/!volume=all/"), containsString("\"href\":\"1%20DEMO/\""));
    assertThat(text("/-/list/!view=raw"), containsString("\"name\":\"track01.iso\""));
    assertThat(text("/files/!volume=1&view=joliet/hello.txt"), is("Hello.\n"));
    assertThat(text("/files/inner.iso!view=iso9660/DEEP/IN_SIDE.TXT"), is("Inside."));
    assertThat(get("/files/!volume=9/").statusCode(), is(404));
    assertThat(get("/files/!view=nonsense/").statusCode(), is(400));
    assertThat(get("/files/!password=x/").statusCode(), is(404));
    assertThat(get("/files/docs/!volume=1/").statusCode(), is(404));
  }

  @Test
  void onlySomeImagesStayOpen() throws Exception {
    for (int i = 1; i <= 3; i++) {
      for (String view : List.of("rockridge", "joliet", "iso9660", "raw", "auto")) {
        get("/-/list/!volume=1&view=" + view + "&session=" + i);
        get("/-/list/inner.iso!view=" + view);
        get("/-/list/middle.iso!view=" + view);
        get("/-/list/middle.iso!/inner.iso!view=" + view);
        assertThat(server.openImages(), is(lessThanOrEqualTo(16)));
      }
    }
    assertThat(text("/files/hello.txt"), is("Hello.\n"));
  }

  @Test
  void imagesInEachOtherHaveALimit() throws Exception {
    byte[] image = IsoImage.named("L").file("/x", "x").build();
    for (int i = 0; i < 12; i++) {
      image = IsoImage.named("L").withoutJoliet().file("/i", image).build();
    }
    Files.write(folder.resolve("levels.iso"), image);
    serve(folder.resolve("levels.iso"));
    assertThat(get("/-/list/" + "i!/".repeat(8)).statusCode(), is(200));
    assertThat(get("/-/list/" + "i!/".repeat(9)).statusCode(), is(403));
  }

  // Attacks

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/files/../files/hello.txt",
        "/files/docs/../hello.txt",
        "/files/%2e%2e/hello.txt",
        "/files/docs/%2e%2e/hello.txt",
        "/files/docs/.%2E/hello.txt",
        "/files/./hello.txt",
        "/files//hello.txt",
        "/files/docs//a.txt",
        "/files/docs%2fa.txt",
        "/files/docs%5C..%5Chello.txt",
        "/files/..%5c..%5cetc/passwd",
        "/files/%252e%252e/hello.txt",
        "/files/%c0%ae%c0%ae/hello.txt",
        "/files/hello.txt%00",
        "/files/%2Fetc%2Fpasswd",
        "/files//etc/passwd",
        "/-/../files/hello.txt",
        "/-/ImageServer.class",
        "/-/%70age.html",
        "/-/",
        "/-/list",
        "/-/list/../../hello.txt",
        "/etc/passwd",
        "//files/hello.txt",
        "http:files/hello.txt",
        "/filesx/hello.txt",
        "/files/hello.txt/",
        "/files/hello.txt/x"
      })
  void trickyPathsLeadNowhere(String path) throws IOException {
    RawRequest.Answer answer = raw("GET", path).send();
    if (!path.equals("/files/hello.txt/")) {
      assertThat(answer.head(), answer.status(), anyOf(is(400), is(404), is(0)));
      assertThat(answer.body(), not(containsString("Hello.")));
    }
    assertThat(raw("PROPFIND", path).header("Depth", "0").send().body(), not(containsString("::")));
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 421",
    "evil.example:PORT, 421",
    "127.0.0.1.evil.example:PORT, 421",
    "localhost.evil.example:PORT, 421",
    "127.0.0.1:1, 421",
    "127.0.0.1, 421",
    "user@127.0.0.1:PORT, 421",
    "10.0.0.1:PORT, 421",
    "'', 421",
    "LOCALHOST:PORT, 200",
    "127.0.0.1:PORT, 200",
    "[::1]:PORT, 200",
    "discs.example, 200",
    "discs.example:PORT, 200",
    "other.example:81, 200",
    "other.example:PORT, 421"
  })
  void namesOfOtherSitesAreRefused(String host, int status) throws IOException {
    String port = Integer.toString(server.uri().getPort());
    for (String path : List.of("/", "/files/hello.txt", "/-/list/")) {
      assertThat(
          raw("GET", path).header("Host", host.replace("PORT", port)).send().status(), is(status));
    }
  }

  @Test
  void oneHostIsNeeded() throws IOException {
    String host = server.uri().getAuthority();
    assertThat(raw("GET", "/").withoutHost().send().status(), is(400));
    assertThat(raw("GET", "/").header("Host", host).header("Host", host).send().status(), is(400));
    assertThat(raw("GET", "http://" + host + "/files/hello.txt").send().status(), is(200));
    assertThat(raw("GET", "http://evil.example/files/hello.txt").send().status(), is(400));
    assertThat(raw("GET", "https://" + host + "/files/hello.txt").send().status(), is(400));
  }

  @Test
  void pagesOfOtherSitesReadNothing() throws IOException {
    String own = "http://" + server.uri().getAuthority();
    String path = "/files/hello.txt";
    assertThat(raw("GET", path).header("Origin", "http://evil.example").send().status(), is(403));
    assertThat(raw("GET", path).header("Origin", "null").send().status(), is(403));
    assertThat(raw("GET", path).header("Origin", own).send().status(), is(200));
    for (String site : List.of("cross-site", "same-site")) {
      assertThat(raw("GET", path).header("Sec-Fetch-Site", site).send().status(), is(403));
      assertThat(
          raw("GET", path)
              .header("Sec-Fetch-Site", site)
              .header("Sec-Fetch-Mode", "navigate")
              .header("Sec-Fetch-Dest", "iframe")
              .send()
              .status(),
          is(403));
      assertThat(
          raw("GET", "/")
              .header("Sec-Fetch-Site", site)
              .header("Sec-Fetch-Mode", "navigate")
              .header("Sec-Fetch-Dest", "document")
              .send()
              .status(),
          is(200));
    }
    assertThat(raw("GET", path).header("Sec-Fetch-Site", "same-origin").send().status(), is(200));
    RawRequest.Answer options = raw("OPTIONS", path).send();
    assertThat(options.header("Access-Control-Allow-Origin"), is(nullValue()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT",
        "POST",
        "DELETE",
        "MKCOL",
        "MOVE",
        "COPY",
        "LOCK",
        "UNLOCK",
        "PROPPATCH",
        "TRACE"
      })
  void nothingIsWritten(String method) throws IOException {
    RawRequest.Answer answer = raw(method, "/files/hello.txt").body("x".repeat(100)).send();
    assertThat(answer.status(), is(405));
    assertThat(answer.header("Allow"), is("OPTIONS, GET, HEAD, PROPFIND"));
  }

  // WebDAV

  private String propfind(String path, String depth, String body) throws Exception {
    HttpResponse<byte[]> answer = request("PROPFIND", path, body, "Depth", depth);
    String text = new String(answer.body(), UTF_8);
    assertThat(text, answer.statusCode(), is(207));
    return text;
  }

  @Test
  void optionsNameTheClassOfWebDav() throws Exception {
    HttpResponse<byte[]> answer = request("OPTIONS", "/files/", "");
    assertThat(answer.statusCode(), is(200));
    assertThat(header(answer, "DAV"), is("1"));
    assertThat(header(answer, "Allow"), containsString("PROPFIND"));
  }

  @Test
  void propfindOfAFile() throws Exception {
    String answer = propfind("/files/docs/a.txt", "0", "");
    assertThat(
        answer,
        allOf(
            containsString("<D:href>/files/docs/a.txt</D:href>"),
            containsString("<D:resourcetype/>"),
            containsString("<D:getcontentlength>1</D:getcontentlength>"),
            containsString(
                "<D:getlastmodified>Thu, 29 Feb 2024 12:34:56 GMT</D:getlastmodified>")));
    String tag = header(get("/files/docs/a.txt"), "ETag");
    assertThat(answer, containsString("<D:getetag>" + tag.replace("\"", "&quot;")));
    assertThat(propfind("/files/docs/a.txt", "infinity", ""), is(answer));
  }

  @Test
  void propfindOfAFolder() throws Exception {
    assertThat(
        propfind("/files/docs", "0", ""),
        allOf(
            containsString("<D:href>/files/docs/</D:href>"),
            containsString("<D:collection/>"),
            not(containsString("a.txt"))));
    String listed = propfind("/files/docs/", "1", "");
    assertThat(listed, containsString("<D:href>/files/docs/a.txt</D:href>"));
    assertThat(listed, containsString("<D:href>/files/docs/more/</D:href>"));
    assertThat(listed, not(containsString("b.txt")));
    assertThat(request("PROPFIND", "/files/nope", "").statusCode(), is(404));
    assertThat(request("PROPFIND", "/", "").statusCode(), is(404));
    assertThat(propfind("/files", "0", ""), containsString("<D:href>/files/</D:href>"));
  }

  @Test
  void linksThatWouldNeverEndAreLeftOut() throws Exception {
    String docs = propfind("/files/docs", "1", "");
    assertThat(docs, not(containsString("/up")));
    assertThat(docs, not(containsString("/loop")));
    String root = propfind("/files/", "1", "");
    assertThat(root, containsString("<D:href>/files/to%20docs/</D:href>"));
    assertThat(root, containsString("<D:href>/files/link</D:href>"));
    assertThat(root, not(containsString("/lost")));
    assertThat(propfind("/files/to%20docs", "1", ""), not(containsString("/up")));
  }

  @Test
  void aTreeIsNotSentAtOnce() throws Exception {
    for (String depth : new String[] {"infinity", null}) {
      HttpResponse<byte[]> answer =
          depth == null
              ? request("PROPFIND", "/files/", "")
              : request("PROPFIND", "/files/", "", "Depth", depth);
      assertThat(answer.statusCode(), is(403));
      assertThat(new String(answer.body(), UTF_8), containsString("propfind-finite-depth"));
    }
    assertThat(request("PROPFIND", "/files/", "", "Depth", "2").statusCode(), is(400));
  }

  @Test
  void thePropertiesAskedForAreSent() throws Exception {
    String asked =
        "<?xml version='1.0'?><a:propfind xmlns:a='DAV:' xmlns:b='urn:&quot;x>'><a:prop>"
            + "<a:getcontentlength/><b:colour/><none/><a:quota/></a:prop></a:propfind>";
    String answer = propfind("/files/hello.txt", "0", asked);
    assertThat(
        answer,
        containsString(
            "<D:propstat><D:prop><D:getcontentlength>7</D:getcontentlength></D:prop>"
                + "<D:status>HTTP/1.1 200 OK</D:status></D:propstat>"));
    assertThat(
        answer,
        containsString(
            "<x:colour xmlns:x=\"urn:&quot;x&gt;\"/><none/><x:quota xmlns:x=\"DAV:\"/></D:prop>"
                + "<D:status>HTTP/1.1 404 Not Found</D:status>"));
    String names =
        propfind("/files/hello.txt", "0", "<propfind xmlns='DAV:'><propname/></propfind>");
    assertThat(names, containsString("<D:getcontentlength/>"));
    assertThat(
        propfind("/files/hello.txt", "0", "<propfind xmlns='DAV:'><allprop/></propfind>"),
        is(propfind("/files/hello.txt", "0", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "<propfind/>",
        "<propfind xmlns='DAV:'/>",
        "<propfind xmlns='DAV:'><prop/><allprop/></propfind>",
        "<propfind xmlns='DAV:'><prop>",
        "<x:propfind><x:prop/></x:propfind>",
        "<!DOCTYPE propfind><propfind xmlns='DAV:'><allprop/></propfind>",
        "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
            + "<propfind xmlns='DAV:'><prop><a>&e;</a></prop></propfind>",
        "<!DOCTYPE p SYSTEM 'http://127.0.0.1:1/x'><propfind xmlns='DAV:'><allprop/></propfind>",
        "<!DOCTYPE p [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
            + "<propfind xmlns='DAV:'><prop><a>&b;</a></prop></propfind>",
        "<propfind xmlns='DAV:'><prop>&undefined;</prop></propfind>"
      })
  void malformedBodiesAreRefused(String body) throws Exception {
    assertThat(request("PROPFIND", "/files/", body, "Depth", "0").statusCode(), is(400));
  }

  @Test
  void largeBodiesAreRefused() throws Exception {
    String many = "<propfind xmlns='DAV:'><prop>" + "<a/>".repeat(20_000);
    assertThat(raw("PROPFIND", "/files/").body(many).send().status(), is(413));
    StringBuilder properties = new StringBuilder("<propfind xmlns='DAV:'><prop>");
    for (int i = 0; i < 200; i++) {
      properties.append("<a").append(i).append("/>");
    }
    String listed = properties.append("</prop></propfind>").toString();
    assertThat(request("PROPFIND", "/files/", listed, "Depth", "0").statusCode(), is(413));
    String deep = "<propfind xmlns='DAV:'>" + "<a>".repeat(10_000);
    assertThat(request("PROPFIND", "/files/", deep, "Depth", "0").statusCode(), is(400));
  }

  @Test
  void anyNameIsValidXml() throws Exception {
    String answer = propfind("/files/names", "1", "");
    assertThat(answer, containsString("<D:displayname>]]&gt;</D:displayname>"));
    assertThat(answer, containsString("<D:displayname>bell\uFFFD</D:displayname>"));
    javax.xml.parsers.DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new java.io.ByteArrayInputStream(answer.getBytes(UTF_8)));
  }
}
