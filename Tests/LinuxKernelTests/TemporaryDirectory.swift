import Basics
import Glibc
import LinuxKernel

/// A directory for one test, gone afterwards.
func withTemporaryDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
  var template = Array("/tmp/kctl-test-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp", "/tmp") }
  let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  do {
    let result = try await body(path)
    try? Mount.unmountAll(within: path)
    try FileTree.remove(path)
    return result
  } catch {
    try? Mount.unmountAll(within: path)
    try? FileTree.remove(path)
    throw error
  }
}

let isRoot = geteuid() == 0
