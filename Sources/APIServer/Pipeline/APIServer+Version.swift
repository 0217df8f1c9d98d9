import APIMachinery

extension APIServer {
  /// What `/version` tells (API reference: version.Info). There is no Go in this program, so its version is empty.
  var version: Value {
    let parts = configuration.gitVersion.drop { $0 == "v" }.split(separator: ".").map(String.init)
    let (major, minor) = (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    // What was served one minor version ago is served still.
    let oldest = Int(minor).map { String($0 - 1) } ?? minor
    return [
      "major": .string(major), "minor": .string(minor), "emulationMajor": .string(major), "emulationMinor": .string(minor),
      "minCompatibilityMajor": .string(major), "minCompatibilityMinor": .string(oldest), "gitVersion": .string(configuration.gitVersion),
      "gitCommit": .string(configuration.build.commit), "gitTreeState": .string(configuration.build.treeState),
      "buildDate": .string(configuration.build.date.rfc3339), "goVersion": "",
      "compiler": "swift", "platform": .string("linux/" + Self.architecture),
    ]
  }

  /// By the names that Go and container images use.
  private static var architecture: String {
    #if arch(x86_64)
      "amd64"
    #elseif arch(arm64)
      "arm64"
    #else
      "unknown"
    #endif
  }
}
