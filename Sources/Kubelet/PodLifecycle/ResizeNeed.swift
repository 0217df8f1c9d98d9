import RuntimeInterface

/// What a running container needs so that its limits become those of its specification (Resize CPU and Memory Resources).
enum ResizeNeed: Sendable, Equatable {
  case none
  case inPlace
  /// A resource changes whose policy is to restart the container.
  case restart

  init(_ container: ContainerSpec, of pod: Pod, _ status: ContainerStatus) {
    guard let actual = status.resources else {
      self = .none
      return
    }
    // As it would be after an update, which leaves alone what isn't limited any more.
    let wanted = actual.updated(by: LinuxResources(container, of: pod, nodeMemoryBytes: 0))
    let changesCPU = wanted.cpuShares != actual.cpuShares || wanted.cpuQuotaMicroseconds != actual.cpuQuotaMicroseconds
    let changesMemory = wanted.memoryLimitBytes != actual.memoryLimitBytes
    guard changesCPU || changesMemory else {
      self = .none
      return
    }
    let policies = container.value["resizePolicy"]?.array ?? []
    func restarts(_ resource: String) -> Bool {
      policies.contains { $0["resourceName"]?.string == resource && $0["restartPolicy"]?.string == "RestartContainer" }
    }
    self = changesCPU && restarts("cpu") || changesMemory && restarts("memory") ? .restart : .inPlace
  }
}
