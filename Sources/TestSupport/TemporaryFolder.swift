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
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard name != ".", name != ".." else { continue }
        if unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
      }
      closedir(folder)
    }
    rmdir(path)
  }
}
