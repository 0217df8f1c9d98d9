import APIMachinery
import Basics
import Client
import Logging
import RuntimeInterface

/// The kubelet's own API: what the API server asks on behalf of `kubectl logs`, `exec` and `attach`.
extension Kubelet: NodeConnection {
  public func logs(_ request: ContainerLogRequest) async throws -> AsyncThrowingStream<[UInt8], any Error> {
    let pod = try find(request.namespace, request.pod)
    let status = try container(of: pod, named: request.container, previous: request.previous)
    let cache = context.cache
    let path = status.logPath
    let stream = LogStream(
      path: path, request: request, threads: context.threads, watch: logWatch, ends: cache.changes(),
      isRunning: { cache.pods[pod.uid]?.containers.contains { $0.id == status.id && $0.state == .running } ?? false })
    guard await context.threads.run({ Files.exists(path) }) else {
      throw StatusError.internalError("failed to try resolving symlinks in path \"\(path)\": lstat \(path): no such file or directory")
    }
    return AsyncThrowingStream { try await stream.next() }
  }

  public func exec(_ request: ExecRequest, _ streams: ExecStreams) async throws -> Int32 {
    let status = try running(request)
    return try await apiErrors {
      try await self.context.runtime.exec(status.id, command: request.command, tty: request.tty, io: ProcessIO(streams))
    }
  }

  public func attach(_ request: ExecRequest, _ streams: ExecStreams) async throws -> Int32 {
    let status = try running(request)
    return try await apiErrors { try await self.context.runtime.attach(status.id, tty: request.tty, io: ProcessIO(streams)) }
  }

  public func portForward(_ request: PortForwardRequest) async throws -> any ByteConnection {
    let pod = try find(request.namespace, request.pod)
    guard let sandbox = context.cache.status(of: pod).readySandbox else {
      throw StatusError.internalError("pod \"\(pod.name)\" has no running sandbox")
    }
    do { return try await context.runtime.portForward(sandbox.id, port: request.port) } catch let error as RuntimeError {
      throw StatusError.internalError(error.message)
    }
  }

  private func find(_ namespace: String, _ name: String) throws(StatusError) -> Pod {
    guard let worker = workers.worker(namespace: namespace, name: name) else {
      throw .notFound(GroupResource(resource: "pods"), name)
    }
    return worker.pod
  }

  /// The instance whose log is asked for; without any it says why there is none.
  private func container(of pod: Pod, named name: String, previous: Bool) throws(StatusError) -> ContainerStatus {
    guard pod.container(named: name) != nil else {
      throw .badRequest("container \(name) is not valid for pod \(pod.name)")
    }
    // One that was created and never started has no log.
    let instances = context.cache.status(of: pod).all(name).filter { $0.state != .created || !previous }
    if previous {
      guard instances.count > 1 || instances.first?.state == .exited else {
        throw .badRequest("previous terminated container \"\(name)\" in pod \"\(pod.name)\" not found")
      }
      // While it waits for its restart, the one that ended last is the previous one.
      let isWaiting = instances[0].state == .exited && pod.restartPolicy != .never && instances.count == 1
      return isWaiting ? instances[0] : instances.count > 1 ? instances[1] : instances[0]
    }
    guard let status = instances.first else { throw .badRequest(Self.waitingMessage(pod, name)) }
    return status
  }

  private static func waitingMessage(_ pod: Pod, _ name: String) -> String {
    let statuses = ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"].flatMap { pod.status[$0]?.array ?? [] }
    let status = statuses.first { $0["name"]?.string == name }
    let reason = status?["state"]?["waiting"]?["reason"]?.string ?? "ContainerCreating"
    let isPull = reason == "ErrImagePull" || reason == "ImagePullBackOff"
    let problem = isPull ? "trying and failing to pull image" : reason.contains("Image") ? "image can't be pulled" : reason
    return "container \"\(name)\" in pod \"\(pod.name)\" is waiting to start: \(problem)"
  }

  func running(_ request: ExecRequest) throws(StatusError) -> ContainerStatus {
    let pod = try find(request.namespace, request.pod)
    guard let status = context.cache.status(of: pod).newest(request.container), status.state == .running else {
      throw .internalError("container not found (\"\(request.container)\")")
    }
    return status
  }

  private func apiErrors(_ work: () async throws -> Int32) async throws -> Int32 {
    do { return try await work() } catch let error as RuntimeError {
      if error.code == .notFound { throw StatusError.notFound(GroupResource(resource: "containers"), error.message) }
      throw StatusError.internalError(error.message)
    }
  }
}

extension ProcessIO {
  init(_ streams: ExecStreams) {
    self.init(stdin: streams.stdin, resize: streams.resize, stdout: streams.stdout, stderr: streams.stderr)
  }
}
