import APIMachinery
import APISchemas
import APIServer
import AccessControl
import Basics
import Client
import Store

/// JSON, merge and strategic merge patches of a Deployment: a result or a Status.
struct PatchTarget: FuzzTarget {
  let name = "patch"
  let seeds = [
    #"[{"op":"test","path":"/spec/replicas","value":1},{"op":"add","path":"/metadata/labels/a~1b","value":"c"}]"#,
    #"{"spec":{"template":{"spec":{"containers":[{"name":"a","$patch":"delete"}],"$setElementOrder/containers":[{"name":"b"}]}}}}"#,
    #"{"metadata":{"labels":{"a":null}},"spec":{"$retainKeys":["replicas"],"replicas":2}}"#,
  ].map { Array($0.utf8) }
  let dictionary = [
    "\"$patch\":\"replace\"", "\"$retainKeys\":", "\"$deleteFromPrimitiveList/finalizers\":", "\"op\":\"move\"", "\"from\":", "/-", "/0", "~0", "null",
  ]
  private static let object: Value = [
    "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "a", "labels": ["x": "y"], "finalizers": ["f"]],
    "spec": ["replicas": 1, "template": ["spec": ["containers": [["name": "a", "image": "i"], ["name": "b", "image": "j"]]]]],
  ]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard let patch = try? JSON.decode(input) else { return false }
    let merged = MergePatch.apply(patch, to: Self.object)
    guard MergePatch.apply(patch, to: merged) == merged else { throw Finding("a merge patch applied twice isn't the same") }
    _ = try? JSONPatch(patch).apply(to: Self.object)
    _ = try? StrategicMerge.apply(patch, to: Self.object, types: Scheme.builtIn.types, typeName: "io.k8s.api.apps.v1.Deployment")
    return true
  }
}

/// Label and field selectors: what is read prints as something that reads the same.
struct SelectorTarget: FuzzTarget {
  let name = "selector"
  let seeds = ["a=b,c!=d,e in (f,g),!h,i notin (j),k>1", "metadata.name=a,status.phase!=Running", "a.b/c==d"].map { Array($0.utf8) }
  let dictionary = [" in (", ")", ",", "!", "==", "!=", "notin", " ", "\\,", "\\=", "()", ">", "<"]

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    var isAccepted = false
    if let labels = try? LabelSelector(parsing: text) {
      isAccepted = true
      guard let again = try? LabelSelector(parsing: labels.description), again == labels else { throw Finding("\(text) reads otherwise as \(labels)") }
    }
    if let fields = try? FieldSelector(parsing: text) {
      isAccepted = true
      guard let again = try? FieldSelector(parsing: fields.description), again == fields else { throw Finding("\(text) reads otherwise as \(fields)") }
    }
    return isAccepted
  }
}

/// Protobuf envelopes of Pods: what is read is written so that it reads the same.
struct ProtobufTarget: FuzzTarget {
  let name = "protobuf"
  private static let kind = GroupVersionKind(group: "", version: "v1", kind: "Pod")
  let dictionary = ["k8s\0", "\u{0a}\u{02}v1", "\u{12}\u{03}Pod"]
  var seeds: [[UInt8]] {
    let pod: Value = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "a", "creationTimestamp": "2026-01-01T00:00:00Z", "labels": ["b": "c"]],
      "spec": ["containers": [["name": "x", "resources": ["limits": ["cpu": "100m"]], "ports": [["containerPort": 80]]]]],
    ]
    return [Scheme.builtIn.protobufEnvelope(pod) ?? []]
  }

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    guard let value = try? Scheme.builtIn.decodeProtobuf(input, kind: Self.kind), value.kind == "Pod", value.apiVersion == "v1" else { return false }
    guard let bytes = Scheme.builtIn.protobufEnvelope(value) else { throw Finding("what was read can't be written") }
    guard let again = try? Scheme.builtIn.decodeProtobuf(bytes, kind: Self.kind) else { throw Finding("what was written can't be read") }
    guard again == value else { throw Finding("what was written reads as something else") }
    return true
  }
}

/// Whole requests: `METHOD PATH?QUERY`, the content's type and after a bar the types that are accepted, and a body, a line each. Never a
/// 500, and every error is a Status.
struct RequestTarget: FuzzTarget {
  let name = "request"
  let seeds = [
    "GET /api/v1/pods?limit=1&labelSelector=a%3Db\n\n", "POST /api/v1/namespaces/default/configmaps\napplication/json\n{\"metadata\":{\"generateName\":\"a-\"}}",
    "PATCH /api/v1/namespaces/default?fieldManager=x\napplication/apply-patch+yaml\napiVersion: v1\nkind: Namespace\nmetadata: {name: default}",
    "DELETE /api/v1/namespaces/default/pods?propagationPolicy=Orphan\napplication/json\n{\"kind\":\"DeleteOptions\"}", "GET /openapi/v3/apis/apps/v1\n\n",
    "GET /api/v1/namespaces\n|application/json;as=Table;v=v1;g=meta.k8s.io, application/yaml;q=0.5, */*;q=0.1\n",
    "PATCH /apis/apps/v1/namespaces/default/deployments/a/scale\napplication/merge-patch+json\n{\"spec\":{\"replicas\":2}}",
  ].map { Array($0.utf8) }
  let dictionary = [
    "/api/v1", "/apis/", "/namespaces/", "/status", "?watch=0", "&continue=", "&resourceVersion=", "dryRun=All", "%2F", "..", "//", "application/yaml",
    "application/json-patch+json", "application/vnd.kubernetes.protobuf", "fieldSelector=", "\0", "|", ";as=Table", ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1", ";q=", "*/*", ";stream=watch",
  ]
  private let server = APIServer(store: MemoryStore(), random: SeededRandom(seed: 1))
  private let user = UserInfo(name: "fuzzer", groups: ["system:masters", "system:authenticated"])

  func run(_ input: [UInt8]) async throws(Finding) -> Bool {
    let lines = input.split(separator: 10, maxSplits: 2, omittingEmptySubsequences: false)
    let line = String(decoding: lines[0], as: UTF8.self).split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    let target = (line.count > 1 ? line[1] : "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var headers: HTTPHeaders = ["User-Agent": "fuzzer"]
    let types = (lines.count > 1 ? lines[1] : []).split(separator: UInt8(ascii: "|"), maxSplits: 1, omittingEmptySubsequences: false)
    for (name, type) in zip(["Content-Type", "Accept"], types) where !type.isEmpty { headers[name] = String(decoding: type, as: UTF8.self) }
    let request = HTTPRequest(
      String(line[0]), String(target[0]), query: target.count > 1 ? String(target[1]) : "", headers: headers, body: lines.count > 2 ? Array(lines[2]) : [])
    let exchange = DirectExchange(server, as: user)
    guard let response = try? await exchange.send(request) else { throw Finding("the server threw") }
    // A watch goes on for ever; that it was accepted is enough.
    guard case .bytes(let bytes) = response.body else { return true }
    if response.status == 500 { throw Finding("500: \(String(decoding: bytes.prefix(300), as: UTF8.self))") }
    if response.status >= 400, !bytes.isEmpty, !Self.isStatus(bytes) { throw Finding("\(response.status) without a Status") }
    return response.status < 400
  }

  /// In whichever form it was asked for: YAML reads JSON too.
  private static func isStatus(_ bytes: [UInt8]) -> Bool {
    let kind = GroupVersionKind(group: "", version: "v1", kind: "Status")
    let value = bytes.starts(with: Array("k8s\0".utf8)) ? try? Scheme.builtIn.decodeProtobuf(bytes, kind: kind) : try? YAML.decode(bytes)
    return value?.kind == "Status"
  }
}
