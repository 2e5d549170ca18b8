package io.github.diskimagefs.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Code of a document as a program: imports, then statements. It is compiled with the class path of
 * the documents' libraries and runs in a process and a working folder of its own.
 */
public final class Snippet {
  private static final int MINUTES = 3;
  private static final String IMPORTS =
      """
      import static java.nio.file.StandardCopyOption.*;
      import java.io.*;
      import java.net.*;
      import java.net.http.*;
      import java.nio.*;
      import java.nio.channels.*;
      import java.nio.charset.*;
      import java.nio.file.*;
      import java.nio.file.attribute.*;
      import java.security.*;
      import java.util.*;
      import java.util.stream.*;
      import javax.tools.*;
      import io.github.diskimagefs.*;
      """;

  private final String classPath;
  private final Path folder;

  /**
   * Creates a runner.
   *
   * @param classPath the jars that a user of the document has
   * @param folder the working folder, which holds the images that the document names
   */
  public Snippet(String classPath, Path folder) {
    this.classPath = classPath;
    this.folder = folder;
  }

  /** Compiles and runs code; returns its output, or fails with the messages of the compiler. */
  public String run(String code) throws IOException, InterruptedException {
    Path classes = Files.createTempDirectory(folder, "classes");
    compile(source(code), classes);
    Path log = classes.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + System.getProperty("path.separator") + classPath,
                "Snippet")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("does not end: " + code);
    }
    String output = Files.readString(log);
    if (process.exitValue() != 0) {
      throw new IOException(code + "\n" + output);
    }
    return output;
  }

  /** Exchanges hosts that a test does not have for the working folder. */
  private String source(String code) {
    String host = folder.toUri().toString();
    String imports = code.lines().filter(Snippet::isImport).collect(Collectors.joining("\n"));
    String body = code.lines().filter(l -> !isImport(l)).collect(Collectors.joining("\n"));
    return IMPORTS
        + imports
        + "\nclass Snippet {\n  public static void main(String[] args) throws Exception {\n"
        + body.replace("file:///", host).replace("s3://bucket/discs/a.iso", host + "disc.iso")
        + "\nif (args.length == 0) System.exit(0);\n}}\n";
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  private void compile(String source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-proc:none", "--release", "17", "-cp", classPath, "-d", classes.toString());
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      if (!compiler.getTask(messages, files, null, options, null, List.of(file)).call()) {
        throw new IOException(source + "\n" + messages);
      }
    }
  }
}
