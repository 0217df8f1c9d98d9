import APIMachinery
import Basics
import Client
import Store

/// Calls webhooks: one JSON document there, one back, in a set time. For admission, for the conversion of custom resources,
/// and for whoever else asks a server outside.
public struct WebhookCaller: Sendable {
  /// An answer larger than this isn't read.
  static let answerBytesMax = 10 << 20

  let store: any ObjectStore
  let pool: UpstreamPool
  let clock: any WallClock
  /// What admission plugins show.
  var credentials: WebhookCredentials = { _, _, _ in nil }

  /// No answer that could be read: what went wrong, in words for the client.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
    init(_ description: String) { self.description = description }
  }

  /// Asks each address in turn until one answers; all together have until the timeout. A status other than 200 is a failure.
  /// `plugin`: the admission plugin that asks.
  public func call(_ endpoint: WebhookEndpoint, _ body: Value, timeout: Duration, for plugin: String? = nil) async throws(Failure) -> Value {
    let what = "Post \"\(endpoint.description)?timeout=\(timeout.components.seconds)s\": "
    let (targets, path, query) = try targets(endpoint, plugin, what)
    let seconds = "timeout=\(timeout.components.seconds)s"
    let request = HTTPRequest(
      "POST", path, query: query.isEmpty ? seconds : query + "&" + seconds,
      headers: ["Content-Type": "application/json", "Accept": "application/json, */*", "User-Agent": "kube-apiserver-admission"],
      body: JSON.encode(body))
    let clock = clock
    let pool = pool
    let outcome = await withTaskGroup(of: Result<Value, Failure>.self) { group in
      group.addTask { await Self.ask(targets, request, pool, what) }
      group.addTask {
        do { try await clock.sleep(until: clock.now + timeout) } catch { return .failure(Failure(what + "context canceled")) }
        return .failure(Failure(what + "context deadline exceeded"))
      }
      let first = await group.next() ?? .failure(Failure(what + "context canceled"))
      group.cancelAll()
      return first
    }
    return try outcome.get()
  }

  private func targets(
    _ endpoint: WebhookEndpoint, _ plugin: String?, _ what: String
  ) throws(Failure) -> ([UpstreamTarget], path: String, query: String) {
    switch endpoint.place {
    case .invalid(let problem): throw Failure(problem)
    case .url(let server, let path, let query):
      var target = UpstreamTarget(address: server.host, port: server.port, serverName: server.host, authority: endpoint.authority)
      target.credential = plugin.flatMap { credentials($0, server.host, server.port) }
      return ([target], path, query)
    case .service(let reference, let path):
      do throws(ServiceReference.Unavailable) {
        let credential = plugin.flatMap { credentials($0, reference.serverName, reference.port) }
        let targets = try reference.addresses(store.snapshot()).map { address in
          var target = UpstreamTarget(address: address.host, port: address.port, serverName: reference.serverName, authority: endpoint.authority)
          target.credential = credential
          return target
        }
        return (targets, path, "")
      } catch {
        // Callers know a missing service by upstream's words for it.
        throw Failure(what + (error.reason == "ServiceNotFound" ? "service \"\(reference.name)\" not found" : error.message))
      }
    }
  }

  private static func ask(
    _ targets: [UpstreamTarget], _ request: HTTPRequest, _ pool: UpstreamPool, _ what: String
  ) async -> Result<Value, Failure> {
    var failure = Failure(what + "no address")
    for target in targets {
      do {
        var request = request
        request.headers["Authorization"] = target.credential?.authorization
        let response = try await pool.exchange(target).send(request)
        return await read(response)
      } catch {
        failure = Failure(what + "\(error)")
        // The time is over: nobody waits for what the next one would say.
        if Task.isCancelled { break }
      }
    }
    return .failure(failure)
  }

  private static func read(_ response: HTTPResponse) async -> Result<Value, Failure> {
    var bytes: [UInt8] = []
    do {
      switch response.body {
      case .bytes(let all): bytes = all
      case .stream(let stream):
        for try await chunk in stream {
          bytes += chunk
          guard bytes.count <= answerBytesMax else { return .failure(Failure("the answer is larger than \(answerBytesMax) bytes")) }
        }
      case .webSocket, .upgrade: return .failure(Failure("the server changed to another protocol"))
      }
    } catch {
      return .failure(Failure("unexpected end of the answer: \(error)"))
    }
    guard (200..<300).contains(response.status) else {
      let text = String(decoding: bytes.prefix(1024), as: UTF8.self)
      return .failure(Failure((try? JSON.decode(bytes)).flatMap { StatusError($0)?.message } ?? (text.isEmpty ? "status \(response.status)" : text)))
    }
    do { return .success(try JSON.decode(bytes)) } catch { return .failure(Failure("the answer is not JSON: \(error)")) }
  }
}
