import Basics
import Glibc

/// A folder of its own for a test, gone afterwards.
public enum TemporaryFolder {
  public struct Failure: Error { public var errno: Int32 }

  public static func with<Result: Sendable>(_ body: (String) async throws -> Result) async throws -> Result {
    var template = Array("/tmp/kctl-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(errno: errno) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
      let result = try await body(path)
      remove(path)
      return result
    } catch {
      remove(path)
      throw error
    }
  }

  private static func remove(_ path: String) {
    if let names = DirectoryListing.names(path) {
      for name in names where unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
    }
    rmdir(path)
  }
}
