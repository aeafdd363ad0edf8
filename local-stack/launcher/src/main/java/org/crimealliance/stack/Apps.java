package org.crimealliance.stack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The built jars, unpacked for a quick start: a nested jar is slow to open and cannot have an AOT cache. Libraries are kept
 * once for all, by name and checksum; an application's own classes go in a jar whose name changes with each build, so that
 * a running process keeps the files it was started from.
 */
final class Apps {

    private static final String CLASSES = "BOOT-INF/classes/";

    private final Path root;
    private final Path folder;

    Apps(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** What can be started by {@code java -jar}, and where its AOT cache is or will be. */
    record App(Path jar, Path aotCache) {}

    /** Whether its jar is there to be started. */
    boolean isBuilt(Topology.Program program) {
        return builtJar(program) != null;
    }

    synchronized App unpacked(Topology.Program program) {
        Path built = builtJar(program);
        if (built == null) {
            throw new StackException(program.name() + " is not built (no jar in " + program.module()
                    + "/target): run ./alliance up, or mvn -DskipTests package");
        }
        try {
            String stamp = Long.toHexString(Files.getLastModifiedTime(built).toMillis() ^ Files.size(built) << 20);
            String stem = program.artifact() + "-" + stamp;
            Path jar = folder.resolve(stem + ".jar");
            if (!Files.exists(jar)) {
                Files.createDirectories(folder.resolve("lib"));
                unpack(built, jar);
                forgetOthers(program.artifact(), stem);
            }
            return new App(jar, folder.resolve(stem + ".aot"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + built, e);
        }
    }

    @org.jspecify.annotations.Nullable
    private Path builtJar(Topology.Program program) {
        String ending = program.isBackbone() ? "-app.jar" : ".jar";
        try (Stream<Path> files = Files.list(root.resolve(program.module()).resolve("target"))) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(program.artifact() + "-")
                                && name.endsWith(ending)
                                && !name.endsWith("-sources.jar");
                    })
                    .findFirst()
                    .orElse(null);
        } catch (IOException noTarget) {
            return null;
        }
    }

    private void unpack(Path built, Path jar) throws IOException {
        Path unfinished = Files.createTempFile(folder, "unpacking", ".jar");
        try (JarFile boot = new JarFile(built.toFile())) {
            Attributes main = boot.getManifest().getMainAttributes();
            if (main.getValue("Start-Class") == null) {
                throw new StackException(built + " is not a runnable jar: build again with mvn -DskipTests package");
            }
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getValue("Start-Class"));
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries(boot)));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished));
                    JarOutputStream classes = new JarOutputStream(out, manifest)) {
                for (JarEntry entry : boot.stream().toList()) {
                    String name = entry.getName();
                    if (name.startsWith(CLASSES) && name.length() > CLASSES.length()) {
                        classes.putNextEntry(new ZipEntry(name.substring(CLASSES.length())));
                        try (InputStream in = boot.getInputStream(entry)) {
                            in.transferTo(classes);
                        }
                        classes.closeEntry();
                    }
                }
            }
        }
        Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    /** In the order of the class path. */
    private List<String> libraries(JarFile boot) throws IOException {
        List<String> names = new ArrayList<>();
        String index = new String(read(boot, "BOOT-INF/classpath.idx"), java.nio.charset.StandardCharsets.UTF_8);
        for (String line : index.lines().toList()) {
            String path = line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'));
            JarEntry entry = boot.getJarEntry(path);
            String name = "lib/" + HexFormat.of().toHexDigits((int) entry.getCrc()) + "-"
                    + path.substring(path.lastIndexOf('/') + 1);
            Path library = folder.resolve(name);
            if (!Files.exists(library)) {
                Path unfinished = Files.createTempFile(folder, "unpacking", ".lib");
                Files.write(unfinished, read(boot, path));
                Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            names.add(name);
        }
        return names;
    }

    private static byte[] read(JarFile jar, String path) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getJarEntry(path))) {
            return in.readAllBytes();
        }
    }

    private void forgetOthers(String artifact, String stem) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.matches(artifact + "-[0-9a-f]+\\.(jar|aot)(\\..*)?") && !name.startsWith(stem);
                    })
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
