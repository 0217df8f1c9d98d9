import Basics
import RuntimeInterface

/// Makes one attempt of a probe, or of a lifecycle hook's request.
struct Prober: Sendable {
  var runtime: any ContainerRuntime
  var http: any HTTPProber
  /// Sockets may take as long as a probe's timeout: they have threads of their own.
  var threads: BlockingThreads

  func attempt(_ spec: ProbeSpec, containerID: String, podIP: String) async -> ProbeOutcome {
    switch spec.handler {
    case .invalid(let problem): return .unknown(problem)
    case .exec(let command): return await exec(command, containerID, spec.timeoutSeconds)
    case .http(let target): return await Self.outcome(http, Self.request(target, spec, podIP))
    case .tcp(let host, let port):
      let timeout = spec.timeoutSeconds
      return await threads.run {
        do throws(ProbeSocket.Failure) {
          _ = try ProbeSocket(host: host.isEmpty ? podIP : host, port: port, timeout: .seconds(timeout))
          return .success
        } catch { return .failure(error.description) }
      }
    case .grpc(let port, let service):
      let timeout = spec.timeoutSeconds
      return await threads.run { GRPCProbe.check(host: podIP, port: port, service: service, timeoutSeconds: timeout) }
    }
  }

  /// One attempt of a hook: any answer to its request will do, and a server that doesn't speak TLS is asked without it.
  func call(_ spec: ProbeSpec, containerID: String, podIP: String) async -> ProbeOutcome {
    guard case .http(let target) = spec.handler else { return await attempt(spec, containerID: containerID, podIP: podIP) }
    var request = Self.request(target, spec, podIP)
    do throws(HTTPProbeError) {
      _ = try await http.get(request)
      return .success
    } catch {
      guard request.scheme == "https" else { return .failure(error.description) }
      request.scheme = "http"
      return (try? await http.get(request)) == nil ? .failure(error.description) : .success
    }
  }

  private static func request(_ target: ProbeSpec.HTTP, _ spec: ProbeSpec, _ podIP: String) -> HTTPProbeRequest {
    HTTPProbeRequest(
      scheme: target.scheme, host: target.host.isEmpty ? podIP : target.host, port: target.port, path: target.path,
      headers: target.headers, timeoutSeconds: spec.timeoutSeconds)
  }

  private static func outcome(_ http: any HTTPProber, _ request: HTTPProbeRequest) async -> ProbeOutcome {
    do throws(HTTPProbeError) {
      var request = request
      for _ in 0..<10 {
        let response = try await http.get(request)
        guard let next = request.redirected(by: response) else {
          let isSuccess = (200..<400).contains(response.status)
          return isSuccess ? .success : .failure("HTTP probe failed with statuscode: \(response.status)")
        }
        request = next
      }
      return .failure("Get \"\(request.url)\": stopped after 10 redirects")
    } catch { return .failure(error.description) }
  }

  private func exec(_ command: [String], _ containerID: String, _ timeoutSeconds: Int) async -> ProbeOutcome {
    do {
      let result = try await runtime.execSync(containerID, command: command, timeoutSeconds: timeoutSeconds)
      if result.exitCode == 0 { return .success }
      return .failure(String(decoding: (result.stdout + result.stderr).prefix(10 << 10), as: UTF8.self))
    } catch let error as RuntimeError where error.code == .timeout {
      return .failure("command timed out: \"\(command.joined(separator: " "))\" timed out after \(timeoutSeconds)s")
    } catch {
      return .unknown("\(error)")
    }
  }
}
