import APIMachinery
import Basics

extension Kubeconfig {
  /// What was chosen of the file at `path`; certificates named by relative paths are looked for beside it.
  /// Throws `KubeconfigError`, with the path, for what can't be read or makes no sense.
  public static func load(_ path: String, _ choice: Choice = Choice()) throws -> Kubeconfig {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
    do {
      return try Kubeconfig(try YAML.decode(try TextFile.readBytes(path)), choice) { file in
        try TextFile.read(file.hasPrefix("/") ? file : folder + file)
      }
    } catch {
      throw KubeconfigError("\(path): \(error)")
    }
  }
}
