import APIServer
import AccessControl
import ArgumentParser
import Basics
import Kubelet

#if canImport(Glibc)
  import Glibc
#endif

/// The flags of `kctl daemon`.
struct DaemonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The git repository that is the store; made when it isn't there.", valueName: "dir"), completion: .directory)
  var repository = "/var/lib/kctl/cluster.git"

  @Option(help: ArgumentHelp("Keys, certificates, images, pods and sockets.", valueName: "dir"), completion: .directory)
  var dataDir = "/var/lib/kctl"

  @Option(help: ArgumentHelp("The address to serve the API on.", valueName: "addr"))
  var bindAddress = "127.0.0.1"

  @Option(help: ArgumentHelp("The port to serve the API on; 0 picks a free one.", valueName: "port"))
  var securePort = 6443

  @Option(help: ArgumentHelp("Write an administrator's kubeconfig to this file.", valueName: "file"), completion: .file())
  var writeKubeconfig: String?

  @Option(
    help: ArgumentHelp("The API server that the components talk to when the apiserver component isn't among them.", valueName: "file"),
    completion: .file())
  var kubeconfig: String?

  @OptionGroup var certificates: CertificateOptions

  @Option(help: ArgumentHelp("The name of this host's node; the host name when not given.", valueName: "name"))
  var nodeName: String?

  @Option(help: ArgumentHelp("The address of this host's node; the bind address, or that of the default route, when not given.", valueName: "addr"))
  var nodeIP: String?

  @Option(help: ArgumentHelp("What to run: apiserver, scheduler, controller-manager, gitops, kubelet, kube-proxy, dns, or * for all.", valueName: "list"))
  var components = "*"

  @Option(help: ArgumentHelp("Addresses for this node's pods.", valueName: "cidr"))
  var podCIDR = "10.244.0.0/24"

  @Option(help: ArgumentHelp("Addresses for services.", valueName: "cidr"))
  var serviceCIDR = "10.96.0.0/16"

  @OptionGroup(title: "DNS") var dns: DNSOptions

  @OptionGroup(title: "Retention") var retention: RetentionOptions

  @OptionGroup(title: "Authentication") var authentication: AuthenticationOptions

  @OptionGroup(title: "Authorization") var authorization: AuthorizationOptions

  @OptionGroup(title: "Audit") var audit: AuditOptions

  @OptionGroup(title: "Encryption") var encryption: EncryptionOptions

  @Option(
    help: ArgumentHelp(
      "Keys that service account tokens are verified with, beside the signing key: PEM, public or private. Can be given again.",
      valueName: "file"), completion: .file())
  var serviceAccountKeyFile: [String] = []

  @Option(
    help: ArgumentHelp("The key that service account tokens are signed with; made at first start when not given.", valueName: "file"),
    completion: .file())
  var serviceAccountSigningKeyFile: String?

  @Option(
    help: ArgumentHelp(
      "The issuer of service account tokens. Given again, tokens of the further issuers are taken too.", valueName: "url"))
  var serviceAccountIssuer: [String] = []

  @Option(help: ArgumentHelp("Who this API server is for tokens: their audience; the issuer when not given.", valueName: "list"))
  var apiAudiences = ""

  @Option(
    help: ArgumentHelp("Admission plugins besides those that are on by default, such as AlwaysPullImages.", valueName: "list"))
  var enableAdmissionPlugins = ""

  @Option(help: ArgumentHelp("Admission plugins to leave out.", valueName: "list"))
  var disableAdmissionPlugins = ""

  @Option(
    help: ArgumentHelp("What admission plugins are told, such as the limits of EventRateLimit: an AdmissionConfiguration.", valueName: "file"),
    completion: .file())
  var admissionControlConfigFile: String?

  @Option(
    help: ArgumentHelp("Bearer tokens: a line each of token,user,uid and optionally \"group1,group2\".", valueName: "file"), completion: .file())
  var tokenAuthFile: String?

  @Option(help: ArgumentHelp("How many requests that change nothing are worked on at once; 0 for no limit.", valueName: "count"))
  var maxRequestsInflight = 400

  @Option(help: ArgumentHelp("How many requests that change something are worked on at once; 0 for no limit.", valueName: "count"))
  var maxMutatingRequestsInflight = 200

  @Option(
    help: ArgumentHelp(
      "Whether priority levels and flow schemas share out the sum of the two limits, so that one client can't starve another.", valueName: "bool"))
  var enablePriorityAndFairness = true

  @Option(help: ArgumentHelp("The OCI runtime: auto, crun or runc.", valueName: "name"))
  var runtime = "auto"

  @Option(help: ArgumentHelp("How many processes a pod may have; 0 for no limit of its own.", valueName: "count"))
  var podMaxPids: Int64 = 0

  @Option(
    help: ArgumentHelp(
      "Below which amounts pods are evicted, such as memory.available<100Mi,nodefs.available<10%; empty for never.", valueName: "list"))
  var evictionHard: String?

  @Option(help: ArgumentHelp("Manifests in this directory run as static pods.", valueName: "dir"), completion: .directory)
  var podManifestPath: String?

  @Option(help: ArgumentHelp("Sysctls that pods may set besides the safe ones, such as net.core.*, separated by commas.", valueName: "list"))
  var allowedUnsafeSysctls = ""

  @Flag(help: "Stop the pods of this node when the daemon ends, and take its network down; by default they go on running.")
  var stopPods = false

  @Flag(help: "Keep the store in memory only: for tests of controllers and manifests. Nothing survives the daemon.")
  var memory = false

  @Option(name: .short, help: ArgumentHelp("How much to log: 0 what an operator must know, 2 the steady state, 4 debugging, 6 every step.", valueName: "level"))
  var verbosity = 0

  mutating func validate() throws {
    let unknown = try chosenComponents().unknown
    if let name = unknown.first {
      throw ValidationError("unknown component \"\(name)\": choose from \(Component.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    try validateServer()
    guard (0...65_535).contains(securePort) else { throw ValidationError("--secure-port must be between 0 and 65535") }
    guard IPAddress(bindAddress) != nil else { throw ValidationError("--bind-address \"\(bindAddress)\" is not an IP address") }
    for (flag, text) in [("--pod-cidr", podCIDR), ("--service-cidr", serviceCIDR)] where IPPrefix(text) == nil {
      throw ValidationError("\(flag) \"\(text)\" is not a block of addresses such as 10.244.0.0/24")
    }
    guard maxRequestsInflight >= 0, maxMutatingRequestsInflight >= 0 else {
      throw ValidationError("--max-requests-inflight and --max-mutating-requests-inflight can not be negative value")
    }
    if enablePriorityAndFairness, maxRequestsInflight + maxMutatingRequestsInflight == 0 {
      throw ValidationError("--enable-priority-and-fairness needs --max-requests-inflight or --max-mutating-requests-inflight to be above 0")
    }
    do { _ = try retention.policy() } catch { throw ValidationError("--retain-live: \(error)") }
    try AuthenticationChoice(options: authentication).validate()
    try AuthorizationChoice(options: authorization).validate()
    try AuditChoice(options: audit).validate()
    try encryption.validate()
    do { _ = try admissionSelection() } catch { throw ValidationError("\(error)") }
    guard ["auto", "crun", "runc"].contains(runtime) else { throw ValidationError("--runtime must be auto, crun or runc") }
    if let evictionHard, EvictionThresholds(evictionHard) == nil {
      throw ValidationError("--eviction-hard \"\(evictionHard)\" is not a list such as memory.available<100Mi,nodefs.available<10%")
    }
    if let nodeIP, IPAddress(nodeIP) == nil { throw ValidationError("--node-ip \"\(nodeIP)\" is not an IP address") }
  }

  func admissionSelection() throws(AdmissionSelectionError) -> AdmissionSelection {
    func names(_ list: String) -> [String] { list.split(separator: ",").map(String.init) }
    return try AdmissionSelection(enabling: names(enableAdmissionPlugins), disabling: names(disableAdmissionPlugins))
  }

  /// Either the API server is a component, or a kubeconfig says where it is.
  private func validateServer() throws {
    let components = try chosenComponents().chosen
    if components.isEmpty { throw ValidationError("--components names no component") }
    if components.contains(.apiserver) {
      if certificates.bootstrapKubeconfig != nil {
        throw ValidationError("--bootstrap-kubeconfig is for a kubelet without the apiserver: take it out of --components")
      }
      if kubeconfig != nil { throw ValidationError("--kubeconfig is for components without the apiserver: take it out of --components") }
      return
    }
    if kubeconfig == nil, certificates.bootstrapKubeconfig == nil {
      throw ValidationError("without the apiserver component, --kubeconfig must say which API server to use")
    }
    if certificates.bootstrapKubeconfig != nil, components != [.kubelet] {
      throw ValidationError("--bootstrap-kubeconfig is for the kubelet alone: with other components, --kubeconfig must say who they are")
    }
    if components.contains(.gitops) {
      throw ValidationError("the gitops component reads the API server's own repository: it needs the apiserver component beside it")
    }
  }

  /// The components of `--components`, and names in it that aren't any. A leading `-` takes one out of `*`.
  func chosenComponents() throws -> (chosen: Set<Component>, unknown: [String]) {
    var chosen: Set<Component> = []
    var unknown: [String] = []
    for name in components.split(separator: ",").map(String.init) {
      let isExclusion = name.hasPrefix("-")
      let bare = isExclusion ? String(name.dropFirst()) : name
      if name == "*" {
        chosen.formUnion(Component.allCases)
      } else if let component = Component(rawValue: bare) {
        if isExclusion { chosen.remove(component) } else { chosen.insert(component) }
      } else {
        unknown.append(bare)
      }
    }
    return (chosen, unknown)
  }
}

/// The parts of the daemon, by upstream's names.
enum Component: String, CaseIterable, Sendable {
  case apiserver
  case scheduler
  case controllerManager = "controller-manager"
  /// Takes commits of `main` in.
  case gitops
  case kubelet
  /// Leads what is sent to Services to their endpoints, on this host.
  case kubeProxy = "kube-proxy"
  /// The names of services and pods.
  case dns
}
