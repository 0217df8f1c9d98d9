import APIMachinery
import Basics
import OCIImage
import RuntimeInterface

/// What is remembered of a container, in memory and on disk.
struct ContainerRecord: Hashable, Sendable {
  enum State: String, Sendable {
    /// Being made: found so at start, it was cut off by a crash.
    case creating
    case created, running, exited
  }

  var id: String
  var sandboxID: String
  var name: String
  var attempt: Int
  var state = State.creating
  var createdAt: Timestamp
  var startedAt: Timestamp?
  var finishedAt: Timestamp?
  var exitCode: Int32 = 0
  var reason = ""
  var message = ""
  var image: String
  var imageID = ""
  var logPath = ""
  var labels: [String: String] = [:]
  var annotations: [String: String] = [:]
  /// The container's first process, and when it started (clock ticks since boot): a process id alone is reused.
  var pid: Int32?
  var processStart: UInt64?
  var cgroupPath = ""
  var tty = false
  var user: ContainerUser?
  /// The limits that it has.
  var resources = LinuxResources()
  /// A signal's name or number, from the image.
  var stopSignal = ""
  /// The unpacked layers it stands on (chain ids).
  var layers: [Digest] = []

  init(id: String, sandboxID: String, name: String, attempt: Int, createdAt: Timestamp, image: String) {
    (self.id, self.sandboxID, self.name, self.attempt, self.createdAt, self.image) = (id, sandboxID, name, attempt, createdAt, image)
  }

  var status: ContainerStatus {
    var status = ContainerStatus(
      id: id, sandboxID: sandboxID, name: name, attempt: attempt, state: publicState, createdAt: createdAt, image: image,
      imageID: imageID, logPath: logPath)
    (status.startedAt, status.finishedAt, status.exitCode) = (startedAt, finishedAt, exitCode)
    (status.reason, status.message, status.pid) = (reason, message, state == .exited ? nil : pid)
    (status.labels, status.annotations) = (labels, annotations)
    (status.resources, status.user) = (resources, user)
    return status
  }

  private var publicState: ContainerStatus.State {
    switch state {
    case .creating: .unknown
    case .created: .created
    case .running: .running
    case .exited: .exited
    }
  }

  /// Notes its end. `wasOutOfMemory`: the kernel killed a process of it for want of memory.
  mutating func finish(code: Int32, at time: Timestamp, wasOutOfMemory: Bool) {
    state = .exited
    exitCode = code
    finishedAt = time
    reason = wasOutOfMemory && code != 0 ? "OOMKilled" : (code == 0 ? "Completed" : "Error")
  }

  /// Notes that it is gone without anybody having seen how, after a crash of the host for instance.
  mutating func lose(at time: Timestamp) {
    finish(code: 255, at: time, wasOutOfMemory: false)
    reason = "Unknown"
    message = "the container's monitor is gone, and no exit code was left"
  }
}

extension ContainerRecord {
  init?(_ value: Value) {
    guard let id = value["id"]?.string, let created = value["createdAt"]?.int, let state = State(rawValue: value["state"]?.string ?? "")
    else { return nil }
    func text(_ key: String) -> String { value[key]?.string ?? "" }
    func time(_ key: String) -> Timestamp? { value[key]?.int.map { Timestamp(nanosecondsSinceEpoch: $0) } }
    self.init(
      id: id, sandboxID: text("sandboxID"), name: text("name"), attempt: Int(value["attempt"]?.int ?? 0),
      createdAt: Timestamp(nanosecondsSinceEpoch: created), image: text("image"))
    self.state = state
    (startedAt, finishedAt) = (time("startedAt"), time("finishedAt"))
    exitCode = Int32(truncatingIfNeeded: value["exitCode"]?.int ?? 0)
    (reason, message, imageID, logPath) = (text("reason"), text("message"), text("imageID"), text("logPath"))
    (labels, annotations) = (value["labels"].strings, value["annotations"].strings)
    pid = value["pid"]?.int.map { Int32(truncatingIfNeeded: $0) }
    processStart = value["processStart"]?.int.map { UInt64($0) }
    (cgroupPath, stopSignal, tty) = (text("cgroupPath"), text("stopSignal"), value["tty"]?.bool ?? false)
    resources = LinuxResources(record: value["resources"])
    user = ContainerUser(record: value["user"])
    layers = (value["layers"]?.array ?? []).compactMap { $0.string.flatMap { Digest($0) } }
  }

  var value: Value {
    var value: Value = [
      "id": .string(id), "sandboxID": .string(sandboxID), "name": .string(name), "attempt": .int(Int64(attempt)),
      "state": .string(state.rawValue), "createdAt": .int(createdAt.nanosecondsSinceEpoch), "exitCode": .int(Int64(exitCode)),
      "reason": .string(reason), "message": .string(message), "image": .string(image), "imageID": .string(imageID),
      "logPath": .string(logPath), "labels": Value(strings: labels), "annotations": Value(strings: annotations),
      "cgroupPath": .string(cgroupPath), "stopSignal": .string(stopSignal), "tty": .bool(tty),
      "layers": Value(strings: layers.map(\.description)), "resources": resources.record,
    ]
    value["user"] = user?.record
    value["startedAt"] = startedAt.map { .int($0.nanosecondsSinceEpoch) }
    value["finishedAt"] = finishedAt.map { .int($0.nanosecondsSinceEpoch) }
    value["pid"] = pid.map { .int(Int64($0)) }
    value["processStart"] = processStart.map { .int(Int64(bitPattern: $0)) }
    return value
  }
}
