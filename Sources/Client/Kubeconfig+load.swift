import APIMachinery
import Basics

extension Kubeconfig {
  /// What was chosen of the file at `path`; certificates named by relative paths are looked for beside it.
  /// Throws `KubeconfigError`, with the path, for what can't be read or makes no sense.
  public static func load(_ path: String, _ choice: Choice = Choice()) throws -> Kubeconfig { try load([path], choice) }

  /// The chosen entries of several files, taken together as `KubeconfigMerge` does. At least one of them must be there.
  public static func load(_ paths: [String], _ choice: Choice) throws -> Kubeconfig {
    var merge = KubeconfigMerge()
    var failure: (any Error)?
    for path in paths {
      let bytes: [UInt8]
      do { bytes = try TextFile.readBytes(path) } catch {
        failure = KubeconfigError("\(path): \(error)")
        continue
      }
      do { merge.add(try YAML.decode(bytes), path: path) } catch { throw KubeconfigError("\(path): \(error)") }
    }
    if merge.isEmpty, let failure { throw failure }
    do {
      return try Kubeconfig(merge.config, choice) { try TextFile.read($0) }
    } catch {
      throw KubeconfigError("\(paths.joined(separator: ":")): \(error)")
    }
  }
}
