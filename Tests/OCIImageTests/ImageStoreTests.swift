import APIMachinery
import Basics
import Glibc
import Testing

@testable import OCIImage

@Suite struct ImageStoreTests {
  @Test("an image built from a directory is found, tagged, kept over a restart, and removed whole")
  func lifeCycle() throws {
    try withTemporaryDirectory { scratch in
      let root = scratch + "/rootfs"
      try TextFile.makeDirectories(root + "/etc")
      try TextFile.write("app:x:7:7::/:/bin/sh\n", to: root + "/etc/passwd")
      link(root + "/etc/passwd", root + "/etc/same")
      var config = ImageConfig()
      (config.command, config.user, config.stopSignal) = (["/bin/app"], "app", "SIGQUIT")
      let store = try ImageStore(directory: scratch + "/store")
      let image = try store.build(name: "app:1", from: root, config: config)
      #expect(image.names == ["docker.io/library/app:1"])
      #expect(image.config.user == "app" && image.config.stopSignal == "SIGQUIT")
      #expect(try store.build(name: "app:2", from: root, config: config).id == image.id)
      try store.tag("app:1", as: "other")
      let again = try ImageStore(directory: scratch + "/store")
      let found = try #require(try again.image("other"))
      #expect(found.names == ["docker.io/library/app:1", "docker.io/library/app:2", "docker.io/library/other:latest"])
      #expect(try again.image(image.id.description) == found)
      #expect(try again.image(found.digestReferences[0]) == found)
      let layers = try again.layers(of: found)
      #expect(try TextFile.read(layers[0] + "/etc/same") == "app:x:7:7::/:/bin/sh\n")
      try again.remove("app:1")
      #expect(try again.image("app:1") == nil && again.image("app:2") != nil)
      try again.remove(image.id.description)
      #expect(try again.images().isEmpty)
      for directory in ["blobs/sha256", "snapshots", "ingest"] {
        #expect(RootDirectory.names(try RootDirectory(scratch + "/store/" + directory).descriptor).isEmpty)
      }
      try again.remove("app:1")
    }
  }

  @Test("layers are applied one on the other: whiteouts, hard links and linked parents reach the lower ones", .enabled(if: geteuid() == 0))
  func layers() throws {
    try withTemporaryDirectory { scratch in
      try writeLayout(
        [
          [.directory("usr/lib", mode: 0o755), .link("lib", to: "usr/lib"), Entry("usr/lib/old", "1"), Entry("keep", "k")],
          [Entry("lib/new", "2"), Entry("usr/lib/.wh.old"), .hardLink("also-keep", to: "keep")],
        ], in: scratch + "/layout", annotations: ["io.containerd.image.name": "example.com/app:1"])
      let store = try ImageStore(directory: scratch + "/store")
      let image = try #require(try store.importImages(from: scratch + "/layout").first)
      #expect(image.names == ["example.com/app:1"])
      let upper = try store.layers(of: image)[0]
      #expect(exists(upper + "/usr/lib/new") && !exists(upper + "/lib"))
      #expect(try TextFile.read(upper + "/also-keep") == "k")
      var information = stat()
      #expect(lstat(upper + "/usr/lib/old", &information) == 0 && information.st_mode & S_IFMT == S_IFCHR && information.st_rdev == 0)
    }
  }

  @Test("an OCI archive and a docker archive import with their names")
  func archives() throws {
    try withTemporaryDirectory { scratch in
      try writeLayout([[Entry("f", "1")]], in: scratch + "/layout", annotations: ["org.opencontainers.image.ref.name": "v1"])
      let file = open(scratch + "/oci.tar", O_WRONLY | O_CREAT, 0o644)
      var archiver = DirectoryArchiver(writer: TarWriter(file))
      _ = try archiver.archive(scratch + "/layout")
      close(file)
      let store = try ImageStore(directory: scratch + "/store")
      #expect(try store.importImages(from: scratch + "/oci.tar").map(\.names) == [[]])
      #expect(try store.images().count == 1)
      #expect(try store.importImages(from: scratch + "/oci.tar", name: "app").map(\.names) == [["docker.io/library/app:v1"]])
      #expect(try store.images().count == 1)

      var config = ImageConfig()
      config.layerDigests = [try writeArchive([Entry("docker", "1")], to: scratch + "/layer.tar")]
      let layer = try TextFile.read(scratch + "/layer.tar")
      try writeArchive(
        [
          Entry("c.json", JSON.text(config.value)), Entry("l/layer.tar", layer),
          Entry("manifest.json", "[{\"Config\":\"c.json\",\"RepoTags\":[\"d:1\",\"d:2\"],\"Layers\":[\"l/layer.tar\"]}]"),
        ], to: scratch + "/docker.tar")
      let docker = try #require(try store.importImages(from: scratch + "/docker.tar").first)
      #expect(docker.names == ["docker.io/library/d:1", "docker.io/library/d:2"])
      #expect(try TextFile.read(store.layers(of: docker)[0] + "/docker") == "1")
    }
  }

  @Test("damaged content is refused and leaves nothing")
  func damaged() throws {
    try withTemporaryDirectory { scratch in
      try writeLayout([[Entry("f", "1")]], in: scratch + "/layout", annotations: ["io.containerd.image.name": "a:1"])
      let layer = try writeArchive([Entry("f", "1")], to: scratch + "/l")
      try TextFile.write("nonsense", to: scratch + "/layout/blobs/sha256/" + layer.hex)
      let store = try ImageStore(directory: scratch + "/store")
      #expect(throws: ImageError.self) { try store.importImages(from: scratch + "/layout") }
      #expect(try store.images().isEmpty)
      try TextFile.makeDirectories(scratch + "/empty")
      #expect(throws: ImageError.self) { try store.importImages(from: scratch + "/empty") }
    }
  }
}
