import APIMachinery
import Basics
import RuntimeInterface

/// One container's status for the API, and the counts the pod's phase is made of.
struct ContainerStatusView: Sendable {
  enum State: Sendable, Equatable {
    case waiting
    case running
    case terminated(exitCode: Int64)
  }

  var container: ContainerSpec
  var state: State
  var lastExitCode: Int64?
  var isReady = false
  var isStarted = false
  var value: Value

  init(_ container: ContainerSpec, _ inputs: PodStatusInputs, previous: Value?) {
    self.container = container
    let instances = inputs.runtime.all(container.name)
    let defaultReason = inputs.pod.initContainers.isEmpty ? "ContainerCreating" : "PodInitializing"
    var restartCount = previous?["restartCount"]?.int ?? 0
    var stateValue: Value = ["waiting": ["reason": .string(defaultReason)]]
    var lastState: Value = previous?["lastState"] ?? .object(Object())
    var image = container.image
    var imageID = ""
    var containerID = ""
    if let newest = instances.first {
      restartCount = Int64(newest.attempt)
      (image, imageID, containerID) = (newest.image, newest.imageID, "\(inputs.runtimeName)://\(newest.id)")
      if instances.count > 1, instances[1].state == .exited { lastState = ["terminated": Self.terminated(instances[1], inputs)] }
      switch newest.state {
      case .running:
        stateValue = ["running": ["startedAt": .string((newest.startedAt ?? newest.createdAt).rfc3339)]]
        isReady = inputs.isReady(container, newest)
        isStarted = inputs.isStarted(container, newest)
      case .exited: stateValue = ["terminated": Self.terminated(newest, inputs)]
      case .created: break
      case .unknown:
        stateValue = [
          "terminated": Self.lost("The container could not be located when the pod was deleted.  The container used to be Running")
        ]
      }
    } else if let previous {
      (stateValue, lastState, restartCount) = Self.afterLoss(previous, inputs, container, stateValue)
      imageID = previous["imageID"]?.string ?? ""
      containerID = previous["containerID"]?.string ?? ""
    }
    if let waiting = inputs.waiting[container.name], stateValue["running"] == nil, !inputs.isTerminal {
      if let terminated = stateValue["terminated"] { lastState = ["terminated": terminated] }
      stateValue = ["waiting": Self.waiting(waiting)]
    }
    lastExitCode = lastState["terminated"]?["exitCode"]?.int
    state =
      if stateValue["running"] != nil { .running } else if let code = stateValue["terminated"]?["exitCode"]?.int {
        .terminated(exitCode: code)
      } else { .waiting }
    // An init container is ready once it has done its work.
    if container.role == .initial { isReady = state == .terminated(exitCode: 0) }
    value = [
      "name": .string(container.name), "state": stateValue, "lastState": lastState, "ready": .bool(isReady),
      "restartCount": .int(restartCount), "image": .string(image), "imageID": .string(imageID)
    ]
    if !containerID.isEmpty { value["containerID"] = .string(containerID) }
    value["started"] = .bool(isStarted)
    addSettings(inputs, instances.first, previous)
  }

  /// What the container runs with: resources, mounts, stop signal.
  private mutating func addSettings(_ inputs: PodStatusInputs, _ newest: ContainerStatus?, _ previous: Value?) {
    if let newest, newest.state != .unknown {
      let resources = inputs.resize.allocated[container.name] ?? container.value["resources"]?.nonNull
      if let requests = resources?["requests"]?.nonNull { value["allocatedResources"] = requests }
      if let resources {
        // Until the kernel has taken the new limits, the old ones are what it runs with.
        let isCurrent = newest.state != .running || ResizeNeed(container, of: inputs.pod, newest) == .none
        value["resources"] = isCurrent ? resources : previous?["resources"] ?? resources
      }
      if let user = newest.user {
        value["user"] = [
          "linux": [
            "uid": .int(user.user), "gid": .int(user.group), "supplementalGroups": .array(user.supplementalGroups.map { .int($0) }),
          ]
        ]
      }
      if let signal = container.value["lifecycle"]?["stopSignal"]?.nonNull { value["stopSignal"] = signal }
    }
    let mounts = (container.value["volumeMounts"]?.array ?? []).map { mount -> Value in
      var value: Value = ["name": mount["name"] ?? "", "mountPath": mount["mountPath"] ?? ""]
      if mount["readOnly"]?.bool == true {
        value["readOnly"] = true
        value["recursiveReadOnly"] = "Disabled"
      }
      return value
    }
    if !mounts.isEmpty { value["volumeMounts"] = .array(mounts) }
  }

  private static func waiting(_ waiting: PodStatusInputs.Waiting) -> Value {
    var value: Value = ["reason": .string(waiting.reason)]
    if !waiting.message.isEmpty { value["message"] = .string(waiting.message) }
    return value
  }

  static func terminated(_ status: ContainerStatus, _ inputs: PodStatusInputs) -> Value {
    let reason = status.reason.isEmpty ? (status.exitCode == 0 ? "Completed" : "Error") : status.reason
    var value: Value = ["exitCode": .int(Int64(status.exitCode)), "reason": .string(reason)]
    let message = inputs.terminationMessages[status.id] ?? status.message
    if !message.isEmpty { value["message"] = .string(message) }
    value["startedAt"] = status.startedAt.map { .string($0.rfc3339) } ?? .null
    value["finishedAt"] = .string((status.finishedAt ?? status.createdAt).rfc3339)
    value["containerID"] = .string("\(inputs.runtimeName)://\(status.id)")
    return value
  }

  private static func lost(_ message: String) -> Value {
    ["exitCode": 137, "reason": "ContainerStatusUnknown", "message": .string(message), "startedAt": .null, "finishedAt": .null]
  }

  /// The runtime has no trace of a container that the API has a status of.
  private static func afterLoss(
    _ previous: Value, _ inputs: PodStatusInputs, _ container: ContainerSpec, _ fallback: Value
  ) -> (state: Value, lastState: Value, restartCount: Int64) {
    let count = previous["restartCount"]?.int ?? 0
    let last = previous["lastState"] ?? .object(Object())
    if previous["state"]?["terminated"] != nil { return (previous["state"] ?? fallback, last, count) }
    guard previous["state"]?["running"] != nil else { return (fallback, last, count) }
    let unknown: Value = [
      "terminated": lost("The container could not be located when the pod was terminated")
    ]
    if inputs.isTerminal || inputs.pod.restartPolicy == .never { return (unknown, last, count) }
    return (fallback, unknown, count + 1)
  }
}
