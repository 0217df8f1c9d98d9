import APIMachinery

/// A field while its lines are read.
struct FieldDraft {
  var name: String
  var type: TypeExpression
  var description: String
  var isRequired = false
  var defaultValue: Value?
  var allowed: [String] = []
  var patchStrategies: Set<String> = []
  var patchMergeKey: String?
  var number: Int?
  var enclosingNumbers: [Int] = []

  var schema: FieldSchema {
    FieldSchema(
      name: name, type: type, description: description, isRequired: isRequired, defaultValue: defaultValue, allowed: allowed,
      patchStrategies: patchStrategies, patchMergeKey: patchMergeKey, number: number, enclosingNumbers: enclosingNumbers)
  }
}
