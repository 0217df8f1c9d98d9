import APIMachinery
import RuntimeInterface

/// What is on the node and belongs to no pod that the API knows.
enum Orphans {
  /// A pod that only the runtime has, with as much of its specification as its containers tell, so that it can be stopped the way
  /// any pod is.
  static func pod(_ runtime: PodRuntimeStatus) -> Pod {
    let names = Set(runtime.containers.map(\.name)).sorted()
    let grace = runtime.containers.compactMap { $0.annotations[RuntimeLabels.terminationGracePeriod].flatMap(Int64.init) }.max() ?? 30
    return Pod([
      "apiVersion": "v1", "kind": "Pod",
      "metadata": ["name": .string(runtime.name), "namespace": .string(runtime.namespace), "uid": .string(runtime.uid)],
      "spec": [
        "containers": .array(names.map { ["name": .string($0)] }), "terminationGracePeriodSeconds": .int(grace), "restartPolicy": "Never",
      ],
    ])
  }

  /// The pods' directories and log directories without a pod. Blocks. Which pods there are is asked after the directories were read:
  /// a pod comes before its directories.
  static func directories(
    pods: PodDirectories, logs: LogLayout, known: () -> Set<String>
  ) -> (uids: [String], logs: [String]) {
    let (podNames, logNames) = (Files.entries(pods.pods), Files.entries(logs.root))
    let known = known()
    let uids = podNames.filter { !known.contains($0) }
    let logs = logNames.compactMap { name -> String? in
      guard let uid = LogLayout.uid(ofDirectory: name), !known.contains(uid) else { return nil }
      return "\(logs.root)/\(name)"
    }
    return (uids, logs)
  }
}
