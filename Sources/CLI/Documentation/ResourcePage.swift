import APISchemas

/// The manual page kctl-api(7): every resource that the API server has built in, with its verbs and subresources.
struct ResourcePage {
  private let scheme: Scheme

  init(_ scheme: Scheme = .builtIn) { self.scheme = scheme }

  static let fileName = "kctl-api.7"

  var text: String {
    var lines = [
      ".\\\" Generated from the schema source by 'kctl generate-docs': edits are lost.",
      #".TH "KCTL\-API" 7 "" "kctl" "kctl manual""#,
      ".SH NAME", #"kctl\-api \- the resources that kctl's API server has built in"#,
      ".SH DESCRIPTION",
      #"What a cluster serves now, custom resources included, is told by \fBkctl\-api\-resources\fR(1)."#,
      "Of each resource: its kind, whether it is in a namespace, its short names, verbs and subresources",
      "(with the kind that one takes, where it is another).",
    ]
    for groupVersion in groupVersions {
      lines.append(".SH " + ManPage.quoted(groupVersion))
      let resources = scheme.resources.filter { $0.groupVersion.description == groupVersion }.sorted { $0.plural < $1.plural }
      for resource in resources { lines += entry(resource) }
    }
    lines += [".SH SEE ALSO", #"\fBkctl\-api\-resources\fR(1), \fBkctl\-explain\fR(1)."#]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The core group first, the others by name.
  private var groupVersions: [String] {
    Set(scheme.resources.map(\.groupVersion)).sorted { ($0.group, $0.version) < ($1.group, $1.version) }.map(\.description)
  }

  private func entry(_ resource: ResourceDefinition) -> [String] {
    var facts = "\(resource.kind), \(resource.isNamespaced ? "namespaced" : "cluster-scoped")"
    if !resource.shortNames.isEmpty { facts += ", short: " + resource.shortNames.joined(separator: " ") }
    var lines = [".TP", "\\fB" + ManPage.escaped(resource.plural) + "\\fR", ManPage.escaped(facts + ".")]
    lines += [".br", ManPage.escaped(resource.verbs.joined(separator: " "))]
    for subresource in resource.subresources {
      let kind = subresource.kind.kind == resource.kind ? "" : " (\(subresource.kind.kind))"
      lines += [".br", ManPage.escaped("/\(subresource.name)\(kind): \(subresource.verbs.joined(separator: " "))")]
    }
    return lines
  }
}
