/// One file of the schema source: the structures, kinds and resources of one group and version, in the compact form
/// that `SchemaParser` reads.
///
/// ```
/// resource leases Lease singular=lease namespaced      a resource served for the kind; then, indented, its
///   subresource status v1:Pod get,patch,update         subresources (with group/version:kind and verbs),
///   column Holder string wide -- Who holds it.         table columns (`_` stands for a space) and
///   label spec.nodeName                                field selector keys
/// kind Lease -- A lease ...                            a structure with apiVersion and kind; `type` is one without
///   spec! LeaseSpec                                    `!`: required
/// type Port atomic                                     `atomic`: merged as one value
///   names [string] set merge                           list type and patch strategy; `map=key,key`, `merge=key`,
///     | The names.                                     `retainKeys`; `|`: description, as after `--`
///   selector {string} atomic                           a map; `{quantity}`
///   protocol string #3 enum=TCP|UDP default="TCP"      `#3`: the field's number in the protobuf message (`#2.3`:
///                                                        in the message embedded there as 2); `default` is JSON;
///                                                        `& enum=...` continues on the next line
/// union PropsOrBool                                    a value that is one of the fields' values itself, by its JSON form
///   allows bool #1
///   schema Props #2
/// same leases of coordination.k8s.io/v1                a resource (or a kind without one) that another version describes:
///                                                        served here too, in the same form
/// ```
///
/// `resource … stored=group/version` is kept as that version's resource and has a form of its own, which `Scheme` converts; what
/// it doesn't state (subresources, columns, short names) is the other's.
///
/// `int32?`: an optional number, string or flag whose zero is a value of its own (a pointer in Go); in those without the
/// mark a zero means unset, and decoding drops it, as Go's omitempty does.
///
/// Types: `string bool int32 int64 number quantity intOrString time microTime bytes object any`, or a structure of the
/// same package, or of another one as `meta.ObjectMeta`, `core.PodSpec`.
struct SchemaText: Sendable {
  let group: String
  let version: String
  /// The prefix of the full names of its structures.
  let package: String
  let text: String

  init(group: String, version: String, package: String, _ text: String) {
    (self.group, self.version, self.package, self.text) = (group, version, package, text)
  }

  static let packages = [
    "core": "io.k8s.api.core.v1", "discovery": "io.k8s.api.discovery.v1", "meta": "io.k8s.apimachinery.pkg.apis.meta.v1",
    "apps": "io.k8s.api.apps.v1", "authorization": "io.k8s.api.authorization.v1", "flowcontrol": "io.k8s.api.flowcontrol.v1",
    "networking": "io.k8s.api.networking.v1", "apiextensions": "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1",
    "resource": "io.k8s.api.resource.v1",
  ]
}
