import ArgumentParser
import Basics

/// The flags about who this host's components are to each other, and to those of other hosts.
struct CertificateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The address at which the Service kubernetes leads to this API server; the bind address, or with a loopback one the node's.",
      valueName: "addr"))
  var advertiseAddress: String?

  @Option(help: ArgumentHelp("The port of the kubelet's API; 10250, or a free one where that is taken, when not given.", valueName: "port"))
  var kubeletPort: Int?

  @Option(
    help: ArgumentHelp("Who signed the certificates of kubelets on other hosts; the cluster's own authority when not given.", valueName: "file"),
    completion: .file())
  var kubeletCertificateAuthority: String?

  @Option(
    help: ArgumentHelp("The certificate that kubelets on other hosts are shown; made at start when not given.", valueName: "file"),
    completion: .file())
  var kubeletClientCertificate: String?

  @Option(help: ArgumentHelp("Its key.", valueName: "file"), completion: .file())
  var kubeletClientKey: String?

  @Option(help: ArgumentHelp("Which of a node's addresses its kubelet is asked at, the best first.", valueName: "list"))
  var kubeletPreferredAddressTypes = "InternalIP,ExternalIP,Hostname,InternalDNS,ExternalDNS"

  @Option(
    help: ArgumentHelp(
      "Credentials with which the kubelet asks for a certificate of its own, which it keeps in --kubeconfig and renews.", valueName: "file"),
    completion: .file())
  var bootstrapKubeconfig: String?

  @Option(help: ArgumentHelp("How long certificates are valid at most, those that the daemon makes for itself too.", valueName: "duration"))
  var clusterSigningDuration = "8760h"

  var signingDuration: Duration { Self.duration(clusterSigningDuration) ?? .seconds(365 * 86_400) }

  func validate() throws {
    if let advertiseAddress, IPAddress(advertiseAddress) == nil {
      throw ValidationError("--advertise-address \"\(advertiseAddress)\" is not an IP address")
    }
    if let kubeletPort, !(0...65_535).contains(kubeletPort) { throw ValidationError("--kubelet-port must be between 0 and 65535") }
    guard (kubeletClientCertificate == nil) == (kubeletClientKey == nil) else {
      throw ValidationError("--kubelet-client-certificate and --kubelet-client-key need each other")
    }
    let known = ["InternalIP", "ExternalIP", "Hostname", "InternalDNS", "ExternalDNS"]
    for type in addressTypes where !known.contains(type) {
      throw ValidationError("--kubelet-preferred-address-types: \"\(type)\" is none of \(known.joined(separator: ", "))")
    }
    guard let duration = Self.duration(clusterSigningDuration), duration > .zero else {
      throw ValidationError("--cluster-signing-duration \"\(clusterSigningDuration)\" is not a duration such as 8760h or 90m")
    }
  }

  var addressTypes: [String] { kubeletPreferredAddressTypes.split(separator: ",").map(String.init) }

  /// Go's form of hours, minutes and seconds: `8760h`, `1h30m`. nil for anything else.
  static func duration(_ text: String) -> Duration? {
    var total = Duration.zero
    var digits = ""
    guard !text.isEmpty else { return nil }
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      guard let number = Int64(digits), number < 1 << 32 else { return nil }
      switch character {
      case "h": total += .seconds(number * 3_600)
      case "m": total += .seconds(number * 60)
      case "s": total += .seconds(number)
      default: return nil
      }
      digits = ""
    }
    return digits.isEmpty ? total : nil
  }
}
