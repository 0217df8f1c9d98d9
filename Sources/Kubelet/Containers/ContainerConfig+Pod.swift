import APIMachinery
import RuntimeInterface

extension ContainerConfig {
  /// What the runtime is asked for.
  init(
    _ container: ContainerSpec, of pod: Pod, attempt: Int, environment: ContainerEnvironment, mounts: [MountConfig], imageUser: String,
    nodeMemoryBytes: Int64, seccompDirectory: String = ""
  ) throws(ContainerConfigError) {
    self.init(name: container.name, image: container.image, logPath: LogLayout.path(container: container.name, attempt: attempt))
    self.attempt = attempt
    let value = container.value
    func words(_ field: String) -> [String]? {
      guard let words = value[field]?.array, !words.isEmpty else { return nil }
      return words.map { word in VariableExpansion.expand(word.string ?? "") { environment.values[$0] } }
    }
    command = words("command")
    args = words("args")
    workingDirectory = value["workingDir"]?.string ?? ""
    self.environment = environment.variables
    self.mounts = mounts
    stdin = value["stdin"]?.bool ?? false
    stdinOnce = value["stdinOnce"]?.bool ?? false
    tty = value["tty"]?.bool ?? false
    resources = LinuxResources(container, of: pod, nodeMemoryBytes: nodeMemoryBytes)
    security = try ContainerSecurity(container, of: pod, imageUser: imageUser, seccompDirectory: seccompDirectory)
    stopSignal = value["lifecycle"]?["stopSignal"]?.string
    labels = [
      RuntimeLabels.podName: pod.name, RuntimeLabels.podNamespace: pod.namespace, RuntimeLabels.podUID: pod.uid,
      RuntimeLabels.containerName: container.name,
    ]
    annotations = [
      RuntimeLabels.containerHash: container.hash, RuntimeLabels.restartCount: String(attempt),
      RuntimeLabels.terminationMessagePath: container.terminationMessagePath,
      RuntimeLabels.terminationMessagePolicy: value["terminationMessagePolicy"]?.string ?? "File",
      RuntimeLabels.terminationGracePeriod: String(pod.terminationGracePeriodSeconds),
    ]
  }
}

extension ContainerSpec {
  var terminationMessagePath: String {
    let path = value["terminationMessagePath"]?.string ?? ""
    return path.isEmpty ? "/dev/termination-log" : path
  }
}
