import Basics
import GitObjects

#if canImport(Glibc)
  import Glibc
#endif

/// Where the keys of a repository are that is used without a daemon: where no clone carries them and nobody adds them to a commit (design I7).
enum RepositoryKeys {
  static let names = ["secrets.key", "signing.key"]
  private static let system = "/var/lib/kctl"

  /// The file, there or yet to be made: beside a bare repository, inside the git directory where there is a work tree, whose files people
  /// add and commit; or where the repository's daemon has its own.
  static func file(_ name: String, of repository: Repository, at path: String) -> String {
    let directory = trimmed(repository.gitDirectory)
    if [trimmed(path), directory].contains(system + "/cluster.git") { return "\(system)/\(name)" }
    let places = own(name, of: repository)
    if let found = places.first(where: { access($0, F_OK) == 0 }) { return found }
    // A daemon keeps its keys in a directory of its own: where that is, it has left word of.
    if let other = DaemonAddress.readDataDirectory(gitDirectory: directory), access("\(other)/\(name)", R_OK) == 0 { return "\(other)/\(name)" }
    return places[0]
  }

  /// Gives a daemon's data directory the keys of a repository that was used without one until now. Keys that are there stay.
  static func adopt(from path: String, into dataDirectory: String) throws(SystemError) {
    guard let repository = try? Repository.open(path) else { return }
    for name in names where access("\(dataDirectory)/\(name)", F_OK) != 0 {
      guard let found = own(name, of: repository).first(where: { access($0, R_OK) == 0 }) else { continue }
      try TextFile.write(try TextFile.read(found), to: "\(dataDirectory)/\(name)", mode: 0o600)
    }
  }

  private static func own(_ name: String, of repository: Repository) -> [String] {
    let directory = trimmed(repository.gitDirectory)
    let beside = "\(directory).\(name)"
    return repository.workTree == nil ? [beside] : ["\(directory)/kctl/\(name)", beside]
  }

  private static func trimmed(_ path: String) -> String {
    var path = Substring(path)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
