// swift-tools-version: 6.2
import PackageDescription

// The package is one table: a target, what it depends on, and (by its level) where it stands in the
// architecture. A target may import only what it names here; CI builds with
// `--explicit-target-dependency-import-check error`, so the walls hold: the API server can't see the
// git store, the command line can't see the server, the kubelet can't see a runtime.
//
// KCTL_ONLY="GitStore,Store" limits the package to those targets, what they need, and their tests:
// a component can be built and tested without compiling the network stack.

enum Kind { case library, c, system(pkgConfig: String, apt: String), executable }

struct Component {
  let name: String
  let kind: Kind
  let dependencies: [String]
  init(_ name: String, _ dependencies: [String] = [], _ kind: Kind = .library) {
    (self.name, self.dependencies, self.kind) = (name, dependencies, kind)
  }
}

let components: [Component] = [
  // MARK: level 0: no knowledge of Kubernetes
  .init("Basics"),
  .init("CivilTime", ["Basics"]),
  .init("CShims", [], .c),
  .init("CBuildFacts", [], .c),
  .init("CLibgit2", [], .system(pkgConfig: "libgit2", apt: "libgit2-dev")),
  .init("CLibYAML", [], .system(pkgConfig: "yaml-0.1", apt: "libyaml-dev")),
  .init("CZlib", [], .system(pkgConfig: "zlib", apt: "zlib1g-dev")),
  // MARK: level 1: values, git plumbing, the kernel, images
  .init("APIMachinery", ["Basics", "CLibYAML"]),
  .init("CEL", ["APIMachinery", "Basics"]),
  .init("SPDY", ["CZlib"]),
  .init("GitObjects", ["Basics", "CLibgit2", "CZlib", "Crypto", "CryptoExtras"]),
  .init("RuntimeInterface", ["Basics"]),
  .init("LinuxKernel", ["Basics", "CShims"]),
  .init("DNSMessage", ["Basics"]),
  .init("OCIImage", ["APIMachinery", "Basics", "CShims", "Crypto", "CZlib"]),
  .init("PKI", ["Basics", "X509", "SwiftASN1", "Crypto"]),
  // MARK: level 2: what the API's objects are, where they are kept, how they are asked for
  .init("APISchemas", ["APIMachinery", "Basics", "CivilTime"]),
  .init("Store", ["APIMachinery", "Basics"]),
  .init("Client", ["APIMachinery", "Basics"]),
  .init("Streaming", ["Client", "SPDY", "APIMachinery", "Basics"]),
  .init("Manifests", ["APIMachinery", "Basics", "CLibYAML"]),
  .init("EmbeddedRuntime", ["RuntimeInterface", "OCIImage", "LinuxKernel", "APIMachinery", "Basics", "CShims"]),
  // MARK: level 3
  .init("GitStore", ["Store", "GitObjects", "Manifests", "APIMachinery", "Basics", "CShims", "Crypto", "CryptoExtras"]),
  .init("StoreContract", ["Store", "APIMachinery", "Basics"]),
  .init("CustomResources", ["CEL", "APISchemas", "APIMachinery", "Basics"]),
  .init("AccessControl", ["CEL", "APIMachinery", "APISchemas", "Basics", "Crypto", "CryptoExtras"]),
  .init("ControllerKit", ["Client", "APIMachinery", "Basics", "Logging"]),
  .init("HTTPTransport", [
    "Client", "PKI", "APIMachinery", "Basics", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOHTTP2", "NIOHPACK", "NIOSSL", "NIOWebSocket", "NIOTLS", "Crypto",
  ]),
  .init("CLI", ["Client", "Streaming", "SPDY", "APIMachinery", "APISchemas", "Basics", "ArgumentParser", "Crypto"]),
  // MARK: level 4: the components; none sees another
  .init("APIServer", ["CustomResources", "CEL", "Store", "Streaming", "SPDY", "AccessControl", "APISchemas", "APIMachinery", "Client", "Basics", "CZlib", "Crypto", "Logging"]),
  .init("Controllers", ["ControllerKit", "PKI", "Client", "APISchemas", "APIMachinery", "Basics", "CivilTime"]),
  .init("Scheduler", ["ControllerKit", "Client", "APISchemas", "APIMachinery", "Basics"]),
  .init("Kubelet", ["ControllerKit", "Streaming", "Client", "APISchemas", "APIMachinery", "RuntimeInterface", "Basics", "Logging"]),
  .init("NodeNetwork", ["ControllerKit", "Client", "APIMachinery", "LinuxKernel", "Basics", "Logging"]),
  .init("ClusterDNS", ["ControllerKit", "Client", "APISchemas", "APIMachinery", "DNSMessage", "Basics", "Logging"]),
  .init("GitOps", ["AccessControl", "GitObjects", "GitStore", "Manifests", "Client", "APIMachinery", "Basics", "Logging"]),
  // MARK: level 5: composition
  .init("Daemon", [
    "CEL", "CustomResources", "APIServer", "AccessControl", "APISchemas", "APIMachinery", "Basics", "Client", "Controllers", "ControllerKit",
    "EmbeddedRuntime", "GitObjects", "GitOps", "GitStore", "HTTPTransport", "Kubelet", "LinuxKernel", "Logging",
    "Manifests", "NodeNetwork", "OCIImage", "PKI", "RuntimeInterface", "Scheduler", "Store", "ArgumentParser", "CShims",
    "NIOCore", "NIOPosix", "CBuildFacts", "CZlib", "ClusterDNS", "DNSMessage",
  ]),
  .init("TestSupport", [
    "APIServer", "AccessControl", "APISchemas", "APIMachinery", "Basics", "Client", "ControllerKit", "Controllers",
    "Scheduler", "Store", "GitStore",
  ]),
  .init("ClusterHarness", [
    "TestSupport", "HTTPTransport", "PKI", "APISchemas", "APIMachinery", "Basics", "Client", "NIOCore", "NIOPosix", "NIOHTTP2", "NIOHPACK",
  ]),
  .init("Simulator", [
    "TestSupport", "Store", "GitStore", "APIServer", "AccessControl", "APISchemas", "APIMachinery", "Basics", "Client",
    "ControllerKit", "Controllers", "Scheduler",
  ]),
  // MARK: level 6: programs
  .init("kctl", [
    "CLI", "CShims", "Daemon", "GitObjects", "GitOps", "GitStore", "HTTPTransport", "PKI", "Client", "APIMachinery", "Basics",
    "ArgumentParser", "Crypto", "CryptoExtras", "NIOPosix",
  ], .executable),
  .init("StoreCrashWorker", ["GitStore", "Store", "APIMachinery", "Basics"], .executable),
  .init("Fuzzers", [
    "APIMachinery", "APISchemas", "APIServer", "AccessControl", "Basics", "CEL", "Client", "GitObjects", "Manifests", "PKI", "Store", "ArgumentParser",
    "HTTPTransport", "SPDY", "DNSMessage", "NIOCore", "NIOEmbedded", "NIOHTTP1", "NIOWebSocket",
  ], .executable),
  .init("Benchmarks", [
    "Store", "GitStore", "APIMachinery", "APISchemas", "APIServer", "AccessControl", "Basics", "Client",
    "HTTPTransport", "ArgumentParser", "NIOCore", "NIOPosix", "NIOHTTP2", "NIOHPACK",
  ], .executable),
]

/// Test targets: what each needs beside the target it is named for.
let tests: [(name: String, dependencies: [String])] = [
  ("BasicsTests", ["Basics"]),
  ("CivilTimeTests", ["CivilTime", "Basics"]),
  ("APIMachineryTests", ["APIMachinery", "Basics"]),
  ("CELTests", ["CEL", "APIMachinery", "Basics"]),
  ("SPDYTests", ["SPDY", "Basics"]),
  ("StreamingTests", ["Streaming", "SPDY", "Client", "APIMachinery", "Basics"]),
  ("APISchemasTests", ["APISchemas", "APIMachinery", "Basics"]),
  ("ManifestsTests", ["Manifests", "APIMachinery", "Basics"]),
  ("StoreTests", ["Store", "StoreContract", "APIMachinery", "Basics"]),
  ("GitObjectsTests", ["GitObjects", "Basics"]),
  ("GitStoreTests", ["StoreCrashWorker", "GitStore", "Store", "StoreContract", "GitObjects", "Manifests", "APIMachinery", "Basics"]),
  ("ClientTests", ["Client", "APIMachinery", "Basics"]),
  ("CustomResourcesTests", ["CustomResources", "APISchemas", "APIMachinery", "Basics"]),
  ("AccessControlTests", ["AccessControl", "APISchemas", "APIMachinery", "Basics", "Crypto"]),
  ("APIServerTests", ["APIServer", "Streaming", "SPDY", "AccessControl", "APISchemas", "APIMachinery", "Client", "Store", "Basics"]),
  ("HTTPTransportTests", ["HTTPTransport", "Streaming", "SPDY", "NIOCore", "NIOEmbedded", "NIOPosix", "PKI", "Client", "APIMachinery", "Basics"]),
  ("PKITests", ["PKI", "Basics"]),
  ("ControllerKitTests", ["ControllerKit", "Client", "APIMachinery", "Basics"]),
  ("ControllersTests", ["Controllers", "PKI", "ControllerKit", "Client", "APISchemas", "APIMachinery", "Basics"]),
  ("SchedulerTests", ["Scheduler", "ControllerKit", "Client", "APISchemas", "APIMachinery", "Basics"]),
  ("OCIImageTests", ["OCIImage", "APIMachinery", "Basics"]),
  ("DNSMessageTests", ["DNSMessage", "Basics"]),
  ("ClusterDNSTests", ["ClusterDNS", "DNSMessage", "ControllerKit", "Client", "APIMachinery", "Basics"]),
  ("LinuxKernelTests", ["LinuxKernel", "Basics"]),
  ("EmbeddedRuntimeTests", ["EmbeddedRuntime", "RuntimeInterface", "OCIImage", "LinuxKernel", "APIMachinery", "Basics"]),
  ("KubeletTests", [
    "Kubelet", "RuntimeInterface", "Client", "APIMachinery", "APISchemas", "Basics", "APIServer", "AccessControl", "Store", "Logging",
  ]),
  ("NodeNetworkTests", ["NodeNetwork", "TestSupport", "AccessControl", "ControllerKit", "Client", "LinuxKernel", "APIMachinery", "Basics", "Logging"]),
  ("GitOpsTests", ["GitOps", "GitStore", "Store", "AccessControl", "GitObjects", "Manifests", "Client", "APIMachinery", "Basics", "Logging"]),
  ("DaemonTests", [
    "Daemon", "APIServer", "AccessControl", "APIMachinery", "Basics", "Client", "ClusterDNS", "CZlib", "DNSMessage", "GitObjects", "GitStore",
    "HTTPTransport", "Logging", "Manifests", "NIOCore", "NIOPosix", "PKI", "Store",
  ]),
  ("CLITests", ["CLI", "Client", "Streaming", "SPDY", "APISchemas", "APIMachinery", "Basics", "ArgumentParser"]),
  ("SimulatorTests", ["Simulator", "TestSupport", "ControllerKit", "Client", "APIMachinery", "Basics"]),
  ("FuzzersTests", ["Fuzzers", "Basics"]),
  ("TidyTests", ["Basics"]),
  ("IntegrationTests", ["DNSMessage", "LinuxKernel", "ClusterHarness", "TestSupport", "ControllerKit", "Client", "Basics", "APIMachinery"]),
]

let packages: [(url: String, from: Version, products: [String])] = [
  ("https://github.com/apple/swift-argument-parser", "1.8.2", ["ArgumentParser"]),
  ("https://github.com/apple/swift-log", "1.16.2", ["Logging"]),
  ("https://github.com/apple/swift-crypto", "4.5.2", ["Crypto", "CryptoExtras"]),
  ("https://github.com/apple/swift-asn1", "1.7.4", ["SwiftASN1"]),
  ("https://github.com/apple/swift-certificates", "1.21.1", ["X509"]),
  ("https://github.com/apple/swift-nio", "2.101.2", ["NIOCore", "NIOEmbedded", "NIOPosix", "NIOHTTP1", "NIOWebSocket", "NIOTLS"]),
  ("https://github.com/apple/swift-nio-http2", "1.46.0", ["NIOHTTP2", "NIOHPACK"]),
  ("https://github.com/apple/swift-nio-ssl", "2.37.6", ["NIOSSL"]),
]

// MARK: - from the table to the package

let only = Context.environment["KCTL_ONLY"].map { Set($0.split(separator: ",").map(String.init)) }
let byName = Dictionary(uniqueKeysWithValues: components.map { ($0.name, $0) })

func closure(of names: Set<String>) -> Set<String> {
  var found = names
  var pending = Array(names)
  while let name = pending.popLast() {
    for dependency in byName[name]?.dependencies ?? [] where found.insert(dependency).inserted {
      pending.append(dependency)
    }
  }
  return found
}

let chosenTests = tests.filter { test in only.map { $0.contains(String(test.name.dropLast("Tests".count))) } ?? true }
let wanted = closure(of: (only ?? Set(components.map(\.name))).union(chosenTests.flatMap(\.dependencies)))
let package_ = Dictionary(uniqueKeysWithValues: packages.flatMap { package in
  package.products.map { ($0, package.url.split(separator: "/").last.map(String.init) ?? "") }
})

func dependency(_ name: String) -> Target.Dependency {
  package_[name].map { .product(name: name, package: $0) } ?? .target(name: name)
}

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A daemon holds all of its program that it has once touched: what is alike is there once, and relocations are packed. The toolchain's own linker
/// can do both.
let compactLinking: [LinkerSetting] = [
  .unsafeFlags(["-use-ld=lld", "-Xlinker", "--icf=safe", "-Xlinker", "-zpack-relative-relocs"], .when(configuration: .release))
]

/// What the Makefile knows of the commit that is built; a build that isn't told says nothing.
let buildFacts: [CSetting] = [("KCTL_COMMIT", "KCTL_COMMIT"), ("KCTL_TREE_STATE", "KCTL_TREE_STATE"), ("KCTL_EPOCH", "SOURCE_DATE_EPOCH")].map {
  .define($0.0, to: "\"" + (Context.environment[$0.1] ?? "").filter { $0.isLetter || $0.isNumber } + "\"")
}

func target(_ component: Component) -> Target {
  let dependencies = component.dependencies.map(dependency)
  switch component.kind {
  case .library:
    return .target(name: component.name, dependencies: dependencies, swiftSettings: swiftSettings)
  case .c:
    return .target(
      name: component.name, cSettings: [.define("_GNU_SOURCE")] + (component.name == "CBuildFacts" ? buildFacts : []))
  case .system(let pkgConfig, let apt):
    return .systemLibrary(name: component.name, pkgConfig: pkgConfig, providers: [.apt([apt])])
  case .executable:
    return .executableTarget(
      name: component.name, dependencies: dependencies, swiftSettings: swiftSettings, linkerSettings: component.name == "kctl" ? compactLinking : [])
  }
}

let package = Package(
  name: "kctl",
  products: wanted.contains("kctl") ? [.executable(name: "kctl", targets: ["kctl"])] : [],
  dependencies: packages.filter { !wanted.isDisjoint(with: $0.products) }.map { .package(url: $0.url, from: $0.from) },
  targets: components.filter { wanted.contains($0.name) }.map(target)
    + chosenTests.map {
      .testTarget(name: $0.name, dependencies: $0.dependencies.map(dependency), swiftSettings: swiftSettings)
    }
)
