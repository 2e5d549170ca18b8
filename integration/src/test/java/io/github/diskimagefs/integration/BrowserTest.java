package io.github.diskimagefs.integration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the command serve in a real browser; skipped where Chromium is not installed. */
class BrowserTest {
  @TempDir static Path folder;

  private static ServedDisc disc;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    disc = new ServedDisc(folder);
    browser = new Chromium(folder.resolve("profile"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    disc.close();
  }

  @BeforeEach
  void openRoot() throws Exception {
    browser.window(1100, 720, false, false);
    browser.open(URI.create("about:blank"));
    open("/");
  }

  private static void open(String place) throws Exception {
    browser.open(disc.uri().resolve("/#" + place));
    ready(place);
  }

  private static void ready(String place) throws Exception {
    browser.await("document.body && document.body.dataset.ready === '" + place + "'");
  }

  private static String names() throws Exception {
    return browser.evaluate(
        "[...document.querySelectorAll('#rows .name > a:not(.inside)')]"
            + ".map(a => a.textContent).join('|')");
  }

  private static void click(String selector) throws Exception {
    browser.evaluate("document.querySelector(`" + selector + "`).click()");
  }

  /** Writes a picture where the build keeps its results, to be looked at. */
  private static void picture(String name) throws Exception {
    browser.screenshot(
        Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png"));
  }

  @Test
  void theRootIsListedFoldersFirst() throws Exception {
    assertThat(
        names(),
        is("letters|many|names|empty.dat|index.html|latest.txt|live.iso|picture.png|readme.txt"));
    assertThat(browser.evaluate("document.title"), is("holidays.cue \u2013 diskimagefs"));
    picture("light");
    browser.window(1100, 720, false, true);
    picture("dark");
  }

  @Test
  void columnsSort() throws Exception {
    open("/letters/");
    assertThat(names(), startsWith("letter 1.txt|letter 2.txt|letter 3.txt|"));
    click("th[data-key=size] button");
    assertThat(names(), startsWith("letter 1.txt|letter 2.txt|"));
    click("th[data-key=size] button");
    assertThat(names(), startsWith("letter 12.txt|letter 11.txt|letter 10.txt|"));
    assertThat(
        browser.evaluate("document.querySelector('th[data-key=size]').getAttribute('aria-sort')"),
        is("descending"));
    click("th[data-key=name] button");
    assertThat(names(), startsWith("letter 1.txt|letter 2.txt|letter 3.txt|"));
  }

  @Test
  void theFilterLeavesMatchingNames() throws Exception {
    open("/letters/");
    browser.press("/");
    browser.press("1");
    browser.press("2");
    browser.await("document.querySelector('#count').textContent === '1 of 12 entries'");
    assertThat(names(), is("letter 12.txt"));
    browser.press("Escape");
    browser.await("document.querySelector('#count').textContent === '12 entries'");
  }

  @Test
  void theKeyboardLeadsThroughFolders() throws Exception {
    browser.press("ArrowDown");
    browser.press("Enter");
    ready("/letters/");
    browser.press("End");
    assertThat(browser.evaluate("document.activeElement.textContent"), is("letter 12.txt"));
    browser.press("Enter");
    ready("/letters/letter%2012.txt");
    browser.await("document.querySelector('pre').textContent.startsWith('Dear reader, ')");
    browser.press("Backspace");
    ready("/letters/");
    assertThat(browser.evaluate("document.activeElement.textContent"), is("letter 12.txt"));
    browser.press("Backspace");
    ready("/");
    assertThat(browser.evaluate("document.activeElement.textContent"), is("letters"));
  }

  @Test
  void aLongFolderHasFewRowsInTheDocument() throws Exception {
    open("/many/");
    assertThat(
        browser.evaluate("document.querySelector('#count').textContent"), is("3,000 entries"));
    String rows = "document.querySelectorAll('#rows tr').length";
    assertThat(Integer.parseInt(browser.evaluate(rows)), is(lessThan(200)));
    browser.press("End");
    assertThat(browser.evaluate("document.activeElement.textContent"), is("file 2999.txt"));
    assertThat(Integer.parseInt(browser.evaluate(rows)), is(lessThan(200)));
    picture("end-of-long-folder");
  }

  @Test
  void namesAreTextAndLeadToTheirFiles() throws Exception {
    open("/names/");
    assertThat(names(), containsString(ServedDisc.EVIL));
    assertThat(names(), containsString("\\u{202e}txt.exe"));
    assertThat(browser.evaluate("document.querySelectorAll('main img').length"), is("0"));
    for (String name : new String[] {"100% & more?#.txt", "\u4E2D\u6587 \uD83D\uDE00.txt"}) {
      open("/names/");
      browser.evaluate(
          "[...document.querySelectorAll('#rows a')].find(a => a.textContent === '"
              + name
              + "').click()");
      browser.await(
          "document.querySelector('#file h1') && !document.querySelector('#file').hidden");
      browser.await(
          "document.querySelector('#file pre') && document.querySelector('#file pre').textContent");
      assertThat(browser.evaluate("document.querySelector('#file h1').textContent"), is(name));
    }
    assertThat(browser.evaluate("document.title"), not("run"));
  }

  @Test
  void markupOfTheImageIsShownAsText() throws Exception {
    open("/index.html");
    browser.await("document.querySelector('pre').textContent.includes('<script>')");
    assertThat(browser.evaluate("document.title"), is("index.html \u2013 diskimagefs"));
    browser.open(disc.davUri().resolve("index.html"));
    browser.await("document.body && document.body.innerText.includes('<script>')");
    assertThat(browser.evaluate("document.title"), is(""));
    assertThat(browser.evaluate("window.origin"), is("null"));
  }

  @Test
  void aPictureIsShown() throws Exception {
    open("/picture.png");
    browser.await("document.querySelector('.pane img').naturalWidth === 640");
    picture("picture");
    click(".tabs button:last-child");
    browser.await("document.querySelector('.pane .values')");
    assertThat(
        browser.evaluate("document.querySelector('.pane').innerText"),
        containsString("HOLIDAYS 1998"));
  }

  @Test
  void bytesAreShownInHexadecimal() throws Exception {
    open("/picture.png");
    browser.evaluate(
        "[...document.querySelectorAll('.tabs button')].find(b => b.textContent ==="
            + " 'Hex').click()");
    browser.await(
        "document.querySelector('.pane pre') && document.querySelector('.pane pre').textContent");
    assertThat(
        browser.evaluate("document.querySelector('.pane pre').textContent"),
        startsWith("0000000000  89 50 4e 47 0d 0a 1a 0a"));
    open("/empty.dat");
    browser.await("document.querySelector('.pane pre').textContent === ''");
  }

  @Test
  void anImageInTheImageOpens() throws Exception {
    click("#rows a.inside");
    ready("/live.iso!/");
    assertThat(names(), is("boot|etc"));
    browser.await("document.querySelector('#about summary').textContent.includes('raw')");
    browser.press("ArrowDown");
    browser.press("Enter");
    ready("/live.iso!/boot/");
    assertThat(
        browser.evaluate("document.querySelector('#crumbs').innerText.replace(/\\s+/g, ' ')"),
        is("holidays.cue live.iso! boot"));
    open("/readme.txt");
    click("#open");
    browser.await("!document.querySelector('#message').hidden");
    assertThat(
        browser.evaluate("document.querySelector('#message').textContent"),
        containsString("readme.txt"));
  }

  @Test
  void theImageIsDescribedWithItsVolumesAndTracks() throws Exception {
    browser.await("document.querySelector('#about summary').textContent.includes('CUE')");
    click("#about summary");
    String text = browser.evaluate("document.querySelector('#info').innerText");
    assertThat(text, containsString("Volume 1: HOLIDAYS 1998"));
    assertThat(text, containsString("title: On the beach"));
    picture("about");
    browser.evaluate(
        "[...document.querySelectorAll('#info .chips a')]"
            + ".find(a => a.textContent === 'All volumes').click()");
    ready("/!volume=all/");
    assertThat(names(), containsString("1 HOLIDAYS 1998"));
    assertThat(names(), containsString("Track 02.wav|Track 03.wav"));
  }

  @Test
  void aTrackPlaysAndSeeks() throws Exception {
    open("/!volume=all/");
    click("#rows .play");
    browser.await("document.querySelector('#audio').currentTime > 0.2");
    double seconds =
        Double.parseDouble(browser.evaluate("document.querySelector('#audio').duration"));
    assertThat(seconds, is(closeTo(ServedDisc.SECONDS, 0.1)));
    browser.evaluate("document.querySelector('#audio').currentTime = 15");
    browser.await(
        "!document.querySelector('#audio').seeking && document.querySelector('#audio').currentTime"
            + " > 15.2");
    assertThat(browser.evaluate("document.querySelector('#audio').paused"), is("false"));
    assertThat(
        browser.evaluate("document.querySelector('#playing').textContent"), is("Track 02.wav"));
    picture("playing");
    open("/letters/");
    assertThat(browser.evaluate("document.querySelector('#audio').paused"), is("false"));
    click("#stop");
  }

  @Test
  void aTrackOfTheTableOfContentsPlays() throws Exception {
    browser.await("document.querySelectorAll('#info .play').length === 2");
    browser.evaluate("document.querySelectorAll('#info .play')[1].click()");
    browser.await("document.querySelector('#audio').currentTime > 0.1");
    assertThat(
        browser.evaluate("document.querySelector('#playing').textContent"),
        is("Track 03: By train"));
    click("#stop");
  }

  @Test
  void aPhoneShowsNamesAndSizesWithoutScrollingSideways() throws Exception {
    browser.window(390, 800, true, true);
    open("/letters/");
    assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"), is("true"));
    picture("phone");
  }

  @Test
  void tablesOfTheImageScrollByThemselvesOnAPhone() throws Exception {
    browser.window(390, 800, true, true);
    browser.await("document.querySelectorAll('#info .play').length === 2");
    click("#about summary");
    picture("about-phone");
    assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"), is("true"));
    String height = browser.evaluate("document.querySelector('#info th').offsetHeight");
    assertThat(Integer.parseInt(height), is(lessThan(40))); // one line
    String table = "document.querySelector('#info .wide')";
    assertThat(browser.evaluate(table + ".scrollWidth > " + table + ".clientWidth"), is("true"));
  }
}
