package io.github.diskimagefs.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.github.diskimagefs.DiskImages;
import io.github.diskimagefs.docs.DocumentImages;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.tools.ToolProvider;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** The library under class loaders that the JDK does not ask for providers. */
class ClassLoadersTest {
  private static final Logger LOGGER = Logger.getLogger("org.apache");

  @TempDir Path folder;
  private Path library;

  @BeforeEach
  void make() throws Exception {
    LOGGER.setLevel(Level.WARNING);
    DocumentImages.make(folder);
    library = Path.of(DiskImages.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void opensImagesInAnExecutableJarOfSpringBoot() throws Exception {
    Path classes =
        compile(
            "App",
            """
            public class App {
              public static void main(String[] args) throws Exception {
                var image = java.nio.file.Path.of(args[0]);
                try (var disc = io.github.diskimagefs.DiskImages.open(image)) {
                  System.out.print(java.nio.file.Files.readString(disc.getPath("/hello.txt")));
                }
              }
            }
            """);
    Path plain = folder.resolve("plain.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plain))) {
      jar.putNextEntry(new JarEntry("App.class"));
      Files.copy(classes.resolve("App.class"), jar);
    }
    File executable = folder.resolve("app.jar").toFile();
    Repackager repackager = new Repackager(plain.toFile());
    repackager.setMainClass("App");
    Library dependency = new Library(library.toFile(), LibraryScope.COMPILE);
    repackager.repackage(executable, callback -> add(dependency, callback::library));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                executable.toString(),
                folder.resolve("disc.iso").toString())
            .redirectErrorStream(true)
            .start();
    try (OutputStream none = process.getOutputStream()) {
      none.flush();
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(output, startsWith("Hello from inside"));
    assertThat(process.waitFor(), is(0));
  }

  @Test
  void opensImagesInAWebApplicationOfTomcat() throws Exception {
    Path application = Files.createDirectories(folder.resolve("app"));
    Files.createDirectories(application.resolve("WEB-INF/lib"));
    Files.copy(library, application.resolve("WEB-INF/lib/diskimagefs.jar"));
    Path classes =
        compile(
            "Discs",
            """
            import java.nio.file.*;

            public class Discs extends jakarta.servlet.http.HttpServlet {
              @Override
              protected void doGet(
                  jakarta.servlet.http.HttpServletRequest request,
                  jakarta.servlet.http.HttpServletResponse response)
                  throws java.io.IOException {
                Path image = Path.of(request.getParameter("image"));
                ClassLoader application = Thread.currentThread().getContextClassLoader();
                try (var disc = FileSystems.newFileSystem(image, application);
                    var same = io.github.diskimagefs.DiskImages.open(image)) {
                  if (same.getClass().getClassLoader() != application) {
                    throw new java.io.IOException("not that of the application");
                  }
                  response.getWriter().write(Files.readString(disc.getPath("/hello.txt")));
                  response.getWriter().write(Files.readString(same.getPath("/hello.txt")));
                }
              }
            }
            """);
    Files.createDirectories(application.resolve("WEB-INF/classes"));
    Files.copy(
        classes.resolve("Discs.class"), application.resolve("WEB-INF/classes/Discs.class"));

    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.resolve("tomcat").toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    StandardContext context = (StandardContext) tomcat.addContext("", application.toString());
    // They need parts of the JDK that are not open, and warn about it.
    context.setClearReferencesObjectStreamClassCaches(false);
    context.setClearReferencesThreadLocals(false);
    context.setClearReferencesRmiTargets(false);
    context.setParentClassLoader(new Hiding(ClassLoadersTest.class.getClassLoader()));
    Tomcat.addServlet(context, "discs", "Discs");
    context.addServletMappingDecoded("/disc", "discs");
    tomcat.start();
    try {
      int port = tomcat.getConnector().getLocalPort();
      URI uri =
          URI.create("http://127.0.0.1:" + port + "/disc?image=" + folder.resolve("disc.iso"));
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      String hello = "Hello from inside an ISO image.\n";
      assertThat(response.body(), is(hello + hello));
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  /** Receives a jar that an application needs. */
  @FunctionalInterface
  private interface Dependencies {
    void add(Library dependency) throws IOException;
  }

  private static void add(Library dependency, Dependencies dependencies) throws IOException {
    dependencies.add(dependency);
  }

  /** Returns a new folder with the class. */
  private Path compile(String name, String source) throws IOException {
    Path classes = Files.createTempDirectory(folder, "classes");
    Path file = Files.writeString(classes.resolve(name + ".java"), source);
    String path = System.getProperty("java.class.path");
    String[] arguments = {
      "-proc:none", "--release", "17", "-cp", path, "-d", classes.toString(), file.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments), is(0));
    return classes;
  }

  /** A class loader that has everything but the library. */
  private static final class Hiding extends ClassLoader {
    private final ClassLoader all;

    Hiding(ClassLoader all) {
      super(ClassLoader.getPlatformClassLoader());
      this.all = all;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("io.github.diskimagefs.")) {
        throw new ClassNotFoundException(name);
      }
      return all.loadClass(name);
    }

    @Override
    protected URL findResource(String name) {
      return all.getResource(name);
    }
  }
}
