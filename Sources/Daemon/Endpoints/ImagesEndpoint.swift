import APIMachinery
import Basics
import Client
import OCIImage

#if canImport(Glibc)
  import Glibc
#endif

/// `kctl image`: GET lists, POST loads (the body is an archive, or `path` names a file or directory of this host), DELETE removes.
struct ImagesEndpoint: Sendable {
  private static let name = "images"
  static let path = DaemonEndpoint.path(name)
  /// Archives up to this length are taken in.
  private static let archiveBytesMax = 2 << 30

  let images: ImageStore
  let directory: String

  var endpoint: DaemonEndpoint {
    DaemonEndpoint(Self.name) { request in
      do {
        switch request.method {
        case "GET": return .json(list(try await onOwnThread { [images] in try images.images() }))
        case "POST": return .json(list(try await load(request)))
        case "DELETE": return .json(try await remove(request))
        default: throw DaemonEndpoint.methodNotAllowed
        }
      } catch let error as ImageError {
        throw Self.status(error)
      }
    }
  }

  private func list(_ images: [Image]) -> Value {
    ["items": .array(images.map { image in
      ["id": .string(image.id.description), "references": .array(image.names.map { .string($0) }), "sizeBytes": .int(image.sizeBytes)]
    })]
  }

  private func load(_ request: HTTPRequest) async throws -> [Image] {
    let (images, name) = (images, request.parameter("name"))
    if let path = request.parameter("path") {
      // A path is the host's own: only callers who are on the host, as the kernel says, may name one.
      guard request.peer.unixUserID != nil else { throw StatusError.badRequest("path is for callers on the daemon's host: send the archive instead") }
      return try await onOwnThread { try Self.take(path, name, into: images) }
    }
    let file = try await UploadedFile(
      request, at: directory + "/upload-\(SystemRandom().nameSuffix(12)).tar", bytesMax: Self.archiveBytesMax)
    return try await onOwnThread { try images.importImages(from: file.path, name: name) }
  }

  /// An image layout or archive, or, where it is neither, a root file system to make an image of.
  private static func take(_ path: String, _ name: String?, into images: ImageStore) throws -> [Image] {
    var information = stat()
    guard stat(path, &information) == 0 else { throw StatusError.badRequest("\(SystemError("open", path))") }
    let isDirectory = information.st_mode & S_IFMT == S_IFDIR
    if isDirectory, access(path + "/index.json", F_OK) != 0, access(path + "/manifest.json", F_OK) != 0 {
      guard let name else { throw StatusError.badRequest("an image made of a directory needs a name: --name REFERENCE") }
      return [try images.build(name: name, from: path)]
    }
    return try images.importImages(from: path, name: name)
  }

  private func remove(_ request: HTTPRequest) async throws -> Value {
    guard let reference = request.parameter("reference") else { throw StatusError.badRequest("reference is missing") }
    try await onOwnThread { [images] in try images.remove(reference) }
    return ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success"]
  }

  private static func status(_ error: ImageError) -> StatusError {
    switch error.code {
    case .notPresent: StatusError(404, .notFound, error.message)
    case .invalidReference, .corrupt, .unsupported: .badRequest(error.message)
    default: .internalError(error.message)
    }
  }
}
