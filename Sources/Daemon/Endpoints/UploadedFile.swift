import APIMachinery
import Basics
import Client

#if canImport(Glibc)
  import Glibc
#endif

/// A request's body, written to a file as it comes in; the file goes with its last holder.
final class UploadedFile: Sendable {
  /// Written at a time.
  private static let pieceBytes = 1 << 20

  let path: String

  /// Throws 413 when the body is longer than `bytesMax`.
  init(_ request: HTTPRequest, at path: String, bytesMax: Int) async throws {
    self.path = path
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SystemError("create", path) }
    defer { close(file) }
    var piece = request.body
    var count = piece.count
    if let chunks = request.bodyStream {
      for try await chunk in chunks {
        count += chunk.count
        guard count <= bytesMax else { throw StatusError(413, .requestEntityTooLarge, "Request entity too large: limit is \(bytesMax)") }
        piece += chunk
        guard piece.count >= Self.pieceBytes else { continue }
        try await Self.write(piece, to: file, path)
        piece = []
      }
    }
    try await Self.write(piece, to: file, path)
  }

  private static func write(_ bytes: [UInt8], to file: Int32, _ path: String) async throws {
    try await onOwnThread { try TextFile.writeAll(bytes, to: file, path) }
  }

  deinit { unlink(path) }
}
