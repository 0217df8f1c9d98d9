import APIMachinery
import Basics

extension Kubeconfig {
  /// The context of this name, or the current one, of the file at `path`; certificates named by relative paths are looked for beside it.
  /// Throws `KubeconfigError`, with the path, for what can't be read or makes no sense.
  public static func load(_ path: String, context: String? = nil) throws -> Kubeconfig {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
    do {
      return try Kubeconfig(try YAML.decode(try TextFile.readBytes(path)), context: context) { file in
        try TextFile.read(file.hasPrefix("/") ? file : folder + file)
      }
    } catch {
      throw KubeconfigError("\(path): \(error)")
    }
  }
}
