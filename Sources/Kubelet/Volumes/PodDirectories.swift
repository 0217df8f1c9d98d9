/// Where a pod's files are on the node.
struct PodDirectories: Sendable {
  var root: String
  init(root: String) { self.root = root }

  var pods: String { root + "/pods" }
  func pod(_ uid: String) -> String { "\(pods)/\(uid)" }
  func volume(_ uid: String, plugin: String, name: String) -> String { "\(pod(uid))/volumes/kubernetes.io~\(plugin)/\(name)" }
  /// A file that is there once an empty directory has its mode and group.
  func volumeMarker(_ uid: String, name: String) -> String { "\(pod(uid))/volumes-ready/\(name)" }
  func hosts(_ uid: String) -> String { "\(pod(uid))/etc-hosts" }
  /// The file a container writes its last words to.
  func terminationLog(_ uid: String, container: String, attempt: Int) -> String { "\(pod(uid))/containers/\(container)/\(attempt)" }
  func subPath(_ uid: String, volume: String, container: String, index: Int) -> String {
    "\(pod(uid))/volume-subpaths/\(volume)/\(container)/\(index)"
  }
}
