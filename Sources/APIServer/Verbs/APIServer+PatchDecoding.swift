import APIMachinery
import APISchemas

extension APIServer {
  /// What a patch made of an object, in the form it is kept in. An object that isn't of its kind any more is the fault of the
  /// patch: the answer is 422 with the field `patch`, as upstream's, not 400 as for a body that can't be read.
  func decodePatched(
    _ value: Value, _ patch: PatchRequest, _ request: ResourceRequest, _ parameters: WriteParameters, in unit: inout UnitOfWork
  ) throws(StatusError) -> Value {
    let kind = request.served.gvk
    do {
      return try decodeStored(RequestBody(value: value, duplicates: patch.body.duplicates), request, parameters, in: &unit)
    } catch {
      guard error.code == 400, let problem = problem(of: value, patch, kind) else { throw error }
      let culprit = patch.kind == .strategicMerge ? patch.body.value.goDescription : JSON.text(value)
      throw .invalid(GroupVersionKind(group: "", version: "", kind: ""), "", [.invalid("patch", .string(culprit), problem)])
    }
  }

  private func problem(of value: Value, _ patch: PatchRequest, _ kind: GroupVersionKind) -> String? {
    if let mistyping = scheme.mistyping(of: value, as: kind) {
      return patch.kind == .strategicMerge ? mistyping.restoring : mistyping.unmarshalling
    }
    guard let unknown = try? scheme.decode(value, as: kind).unknownFields else { return nil }
    let problems = unknown + patch.body.duplicates.map { "duplicate field \"\($0)\"" }
    return problems.isEmpty ? nil : "strict decoding error: " + problems.joined(separator: ", ")
  }
}

extension Value {
  /// The value as Go's fmt prints it, maps by key.
  var goDescription: String {
    switch self {
    case .null: "<nil>"
    case .string(let text): text
    case .array(let elements): "[" + elements.map(\.goDescription).joined(separator: " ") + "]"
    case .object(let object): "map[" + object.sortedByKey().map { $0.key + ":" + $0.value.goDescription }.joined(separator: " ") + "]"
    case .bool, .int, .double: JSON.text(self)
    }
  }
}
