import APIMachinery
import Basics
import CZlib
import Glibc

@testable import OCIImage

func withTemporaryDirectory<Result>(_ body: (String) throws -> Result) throws -> Result {
  var template = Array("/tmp/kctl-image-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", "/tmp") }
  let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { ImageStore.discard(path) }
  return try body(path)
}

/// An entry of a made-up archive.
struct Entry {
  var path: String
  var kind: TarEntry.Kind = .file
  var content = ""
  var mode: UInt32 = 0o644
  init(_ path: String, _ content: String = "", kind: TarEntry.Kind = .file, mode: UInt32 = 0o644) {
    (self.path, self.kind, self.content, self.mode) = (path, kind, content, mode)
  }
  static func directory(_ path: String, mode: UInt32 = 0o755) -> Entry { Entry(path, kind: .directory, mode: mode) }
  static func link(_ path: String, to target: String) -> Entry { Entry(path, kind: .symbolicLink(target)) }
  static func hardLink(_ path: String, to target: String) -> Entry { Entry(path, kind: .hardLink(target)) }
}

@discardableResult
func writeArchive(_ entries: [Entry], to path: String) throws -> Digest {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  guard file >= 0 else { throw SystemError("open", path) }
  defer { close(file) }
  var writer = TarWriter(file)
  for entry in entries {
    try writer.header(TarEntry(path: entry.path, kind: entry.kind, mode: entry.mode, size: Int64(entry.content.utf8.count)))
    guard entry.kind == .file else { continue }
    try writer.content(Array(entry.content.utf8))
    try writer.endContent(Int64(entry.content.utf8.count))
  }
  return try writer.finish()
}

/// An OCI layout of these layers in `directory`.
func writeLayout(_ layers: [[Entry]], in directory: String, annotations: [String: String] = [:], config: ImageConfig = ImageConfig())
  throws
{
  let blobs = directory + "/blobs/sha256"
  try TextFile.makeDirectories(blobs)
  var config = config
  config.architecture = ImageLayout.architecture
  var descriptors: [ImageManifest.Descriptor] = []
  for layer in layers {
    let digest = try writeArchive(layer, to: directory + "/layer")
    rename(directory + "/layer", blobs + "/" + digest.hex)
    descriptors.append(.init(mediaType: ImageManifest.layerType, digest: digest, size: 0))
    config.layerDigests.append(digest)
  }
  func add(_ bytes: [UInt8]) throws -> Digest {
    let digest = Digest(of: bytes)
    try TextFile.write(bytes, to: blobs + "/" + digest.hex)
    return digest
  }
  let id = try add(JSON.encode(config.value))
  let manifest = try add(
    ImageManifest(config: .init(mediaType: ImageManifest.configType, digest: id, size: 0), layers: descriptors).bytes)
  var entry = ImageManifest.Descriptor(mediaType: ImageManifest.mediaType, digest: manifest, size: 0).value
  entry["annotations"] = .object(Object(annotations.map { ($0.key, .string($0.value)) }))
  try TextFile.write(JSON.encode(["schemaVersion": 2, "manifests": [entry]]), to: directory + "/index.json")
  try TextFile.write("{\"imageLayoutVersion\": \"1.0.0\"}", to: directory + "/oci-layout")
}

func exists(_ path: String) -> Bool {
  var information = stat()
  return lstat(path, &information) == 0
}

func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var (input, output) = (bytes, [UInt8](repeating: 0, count: bytes.count + 100))
  let count = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      (stream.next_in, stream.avail_in) = (input.baseAddress, uInt(input.count))
      (stream.next_out, stream.avail_out) = (output.baseAddress, uInt(output.count))
      deflate(&stream, Z_FINISH)
      return Int(stream.total_out)
    }
  }
  return Array(output.prefix(count))
}
