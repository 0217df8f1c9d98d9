extension SchemaText {
  /// Versions that have a form of their own and are kept in another: `Scheme.builtInConversions` leads there and back.
  static let otherForms: [SchemaText] = [
    .discoveryV1beta1EndpointSlice
  ]
}
