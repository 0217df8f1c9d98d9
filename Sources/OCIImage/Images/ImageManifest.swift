import APIMachinery

/// Which configuration and which layers an image is made of (image-spec, manifest.md).
struct ImageManifest: Hashable {
  struct Descriptor: Hashable {
    var mediaType: String
    var digest: Digest
    var size: Int64

    init(mediaType: String, digest: Digest, size: Int64) { (self.mediaType, self.digest, self.size) = (mediaType, digest, size) }

    init(_ value: Value?) throws(ImageError) {
      guard let text = value?["digest"]?.string, let digest = Digest(text) else {
        throw ImageError(.corrupt, "a descriptor of the image has no valid sha256 digest")
      }
      self.init(mediaType: value?["mediaType"]?.string ?? "", digest: digest, size: value?["size"]?.int ?? 0)
    }

    var value: Value { ["mediaType": .string(mediaType), "digest": .string(digest.description), "size": .int(size)] }

    var isIndex: Bool {
      mediaType == "application/vnd.oci.image.index.v1+json" || mediaType == "application/vnd.docker.distribution.manifest.list.v2+json"
    }
  }

  static let mediaType = "application/vnd.oci.image.manifest.v1+json"
  static let configType = "application/vnd.oci.image.config.v1+json"
  static let layerType = "application/vnd.oci.image.layer.v1.tar"

  var config: Descriptor
  var layers: [Descriptor]

  init(config: Descriptor, layers: [Descriptor]) { (self.config, self.layers) = (config, layers) }

  init(_ bytes: [UInt8]) throws(ImageError) {
    let value = try parse(bytes, "manifest")
    config = try Descriptor(value["config"])
    layers = try (value["layers"]?.array ?? []).map { (layer) throws(ImageError) in try Descriptor(layer) }
  }

  var bytes: [UInt8] {
    JSON.encode([
      "schemaVersion": 2, "mediaType": .string(Self.mediaType), "config": config.value, "layers": .array(layers.map(\.value)),
    ])
  }
}

func parse(_ bytes: [UInt8], _ what: String) throws(ImageError) -> Value {
  do {
    return try JSON.decode(bytes)
  } catch {
    throw ImageError(.corrupt, "the image's \(what) is not JSON: \(error)")
  }
}
