import Basics
import GitObjects

#if canImport(Glibc)
  import Glibc
#endif

/// The objects of a push that isn't accepted yet: git keeps them in a quarantine directory and names it in the hook's environment
/// (git-receive-pack(1), QUARANTINE ENVIRONMENT). A throw-away repository whose alternates are that directory and the
/// real one shows both.
public struct QuarantinedObjects: ~Copyable {
  public let repository: Repository
  private let directory: String

  /// `gitDirectory` and the paths in `environment` may be relative to the working directory, as git passes them.
  public init(gitDirectory: String, environment: [String: String], random: any RandomSource) throws {
    directory = "/tmp/kctl-push-\(random.nameSuffix(12))"
    var alternates = [Self.absolute(gitDirectory) + "/objects"]
    if let quarantine = environment["GIT_OBJECT_DIRECTORY"] { alternates.append(Self.absolute(quarantine)) }
    alternates += (environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "").split(separator: ":").map { Self.absolute(String($0)) }
    try TextFile.makeDirectories(directory + "/objects/info", mode: 0o700)
    try TextFile.makeDirectories(directory + "/refs", mode: 0o700)
    try TextFile.write(alternates.map { $0 + "\n" }.joined(), to: directory + "/objects/info/alternates", mode: 0o600)
    try TextFile.write("ref: refs/heads/main\n", to: directory + "/HEAD", mode: 0o600)
    try TextFile.write("[core]\n\trepositoryformatversion = 0\n\tbare = true\n", to: directory + "/config", mode: 0o600)
    repository = try Repository.open(directory)
  }

  deinit {
    for path in ["/objects/info/alternates", "/HEAD", "/config"] { unlink(directory + path) }
    for path in ["/objects/info", "/objects/pack", "/objects", "/refs", ""] { rmdir(directory + path) }
  }

  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else { return path }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/" + path
  }
}
