import Basics

#if canImport(Glibc)
  import Glibc
#endif

/// The pre-receive hook's file in a repository.
public struct HookScript: Sendable {
  private static let mark = "# installed by kctl"

  public let path: String

  public init(gitDirectory: String) { path = gitDirectory + "/hooks/pre-receive" }

  public enum Outcome: Sendable { case installed, upToDate, foreign }

  /// Writes the hook, unless one is there that somebody else wrote. `program` is the absolute path of kctl.
  public func install(program: String) throws -> Outcome {
    let text = """
      #!/bin/sh
      \(Self.mark): it asks the API server whether it would take the pushed manifests in. Other hooks may be added in pre-receive.d.
      set -e
      input=$(cat)
      for hook in "$0.d"/*; do
        if [ -x "$hook" ]; then printf '%s\\n' "$input" | "$hook"; fi
      done
      printf '%s\\n' "$input" | '\(program.replacing("'", with: "'\\''"))' hook pre-receive

      """
    if access(path, F_OK) == 0 {
      let current = try TextFile.read(path)
      if current == text { return .upToDate }
      guard current.contains(Self.mark) else { return .foreign }
    }
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    try TextFile.makeDirectories((path.hasPrefix("/") ? "/" : "") + folder)
    try TextFile.write(text, to: path, mode: 0o755)
    return .installed
  }
}
