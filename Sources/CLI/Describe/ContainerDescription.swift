import APIMachinery

/// The containers of a pod or pod template.
enum ContainerDescription {
  static func write(
    _ title: String, _ containers: [Value], statuses: [Value], level: Int, skipsEmpty: Bool, into text: inout DescribeText
  ) {
    if containers.isEmpty {
      if !skipsEmpty { text.field(title, "<none>", level: level) }
      return
    }
    text.line(title + ":", level: level)
    for container in containers {
      let name = container["name"]?.string ?? ""
      // In a pod's template a name is set in by one column more than its heading, and what is below it stands as in a pod.
      text.line((level == 0 ? "" : " ") + name + ":", level: 1)
      let status = statuses.first { $0["name"]?.string == name }
      basics(container, status, level: 2, into: &text)
      commands(container, level: 2, into: &text)
      if let status { state(status, level: 2, into: &text) }
      resources(container, level: 2, into: &text)
      probes(container, level: 2, into: &text)
      environment(container, level: 2, into: &text)
      mounts(container, level: 2, into: &text)
    }
  }

  private static func basics(_ container: Value, _ status: Value?, level: Int, into text: inout DescribeText) {
    if let status { text.field("Container ID", DescribeValue.text(status["containerID"], else: ""), level: level) }
    text.field("Image", DescribeValue.text(container["image"], else: ""), level: level)
    if let status { text.field("Image ID", DescribeValue.text(status["imageID"], else: ""), level: level) }
    let ports = container["ports"]?.array ?? []
    let shown = ports.map { portText($0, "containerPort") }
    let hosts = ports.map { portText($0, "hostPort") }
    let plural = ports.count > 1 ? "s" : ""
    text.field("Port" + plural, ports.isEmpty ? "<none>" : shown.joined(separator: ", "), level: level)
    text.field("Host Port" + plural, ports.isEmpty ? "<none>" : hosts.joined(separator: ", "), level: level)
  }

  private static func portText(_ port: Value, _ field: String) -> String {
    let number = "\(port[field]?.int ?? 0)/\(port["protocol"]?.string ?? "TCP")"
    return port["name"]?.string.map { "\(number) (\($0))" } ?? number
  }

  private static func commands(_ container: Value, level: Int, into text: inout DescribeText) {
    for (title, field) in [("Command", "command"), ("Args", "args")] {
      let words = container[field]?.array?.compactMap(\.string) ?? []
      if words.isEmpty { continue }
      text.line(title + ":", level: level)
      for word in words { for part in word.split(separator: "\n") { text.line(String(part), level: level + 1) } }
    }
  }

  private static func state(_ status: Value, level: Int, into text: inout DescribeText) {
    one("State", status["state"], level: level, into: &text)
    if let last = status["lastState"]?["terminated"], !last.isNull { one("Last State", status["lastState"], level: level, into: &text) }
    text.field("Ready", status["ready"]?.bool == true ? "True" : "False", level: level)
    text.field("Restart Count", "\(status["restartCount"]?.int ?? 0)", level: level)
  }

  private static func one(_ title: String, _ state: Value?, level: Int, into text: inout DescribeText) {
    if let running = state?["running"] {
      text.field(title, "Running", level: level)
      text.field("Started", DescribeValue.time(running["startedAt"]), level: level + 1)
    } else if let waiting = state?["waiting"] {
      text.field(title, "Waiting", level: level)
      text.field("Reason", ifPresent: waiting["reason"]?.string, level: level + 1)
    } else if let ended = state?["terminated"] {
      text.field(title, "Terminated", level: level)
      text.field("Reason", ifPresent: ended["reason"]?.string, level: level + 1)
      text.field("Message", ifPresent: ended["message"]?.string, level: level + 1)
      text.field("Exit Code", "\(ended["exitCode"]?.int ?? 0)", level: level + 1)
      if let signal = ended["signal"]?.int, signal > 0 { text.field("Signal", "\(signal)", level: level + 1) }
      text.field("Started", DescribeValue.time(ended["startedAt"]), level: level + 1)
      text.field("Finished", DescribeValue.time(ended["finishedAt"]), level: level + 1)
    } else {
      text.field(title, "Waiting", level: level)
    }
  }

  private static func resources(_ container: Value, level: Int, into text: inout DescribeText) {
    for (title, field) in [("Limits", "limits"), ("Requests", "requests")] {
      let quantities = container["resources"]?[field]?.object ?? Object()
      if quantities.isEmpty { continue }
      text.line(title + ":", level: level)
      for quantity in quantities.sortedByKey() { text.field(quantity.key, DescribeValue.text(quantity.value), level: level + 1) }
    }
  }

  private static func probes(_ container: Value, level: Int, into text: inout DescribeText) {
    for (title, field) in [("Liveness", "livenessProbe"), ("Readiness", "readinessProbe"), ("Startup", "startupProbe")] {
      guard let probe = container[field] else { continue }
      let timing = "delay=\(probe["initialDelaySeconds"]?.int ?? 0)s timeout=\(probe["timeoutSeconds"]?.int ?? 1)s "
        + "period=\(probe["periodSeconds"]?.int ?? 10)s #success=\(probe["successThreshold"]?.int ?? 1) "
        + "#failure=\(probe["failureThreshold"]?.int ?? 3)"
      text.field(title, action(probe) + " " + timing, level: level)
    }
  }

  private static func action(_ probe: Value) -> String {
    if let command = probe["exec"]?["command"]?.array?.compactMap(\.string) { return "exec [\(command.joined(separator: " "))]" }
    if let get = probe["httpGet"] {
      let scheme = (get["scheme"]?.string ?? "HTTP").lowercased()
      let path = get["path"]?.string ?? "/"
      return "http-get \(scheme)://\(get["host"]?.string ?? ""):\(DescribeValue.text(get["port"], else: ""))\(path)"
    }
    if let socket = probe["tcpSocket"] {
      return "tcp-socket \(socket["host"]?.string ?? ""):\(DescribeValue.text(socket["port"], else: ""))"
    }
    if let grpc = probe["grpc"] { return "grpc <pod>:\(DescribeValue.text(grpc["port"], else: "")) \(grpc["service"]?.string ?? "")" }
    return "unknown"
  }

  private static func environment(_ container: Value, level: Int, into text: inout DescribeText) {
    let sources = container["envFrom"]?.array ?? []
    if !sources.isEmpty {
      text.line("Environment Variables from:", level: level)
      for source in sources {
        let isMap = source["configMapRef"] != nil
        let reference = source["configMapRef"] ?? source["secretRef"]
        let prefix = source["prefix"]?.string.map { $0.isEmpty ? "" : " with prefix '\($0)'" } ?? ""
        let kind = isMap ? "ConfigMap" : "Secret"
        let optional = reference?["optional"]?.bool ?? false
        text.line("\(reference?["name"]?.string ?? "")\t\(kind)\(prefix)\tOptional: \(optional)", level: level + 1)
      }
    }
    let variables = container["env"]?.array ?? []
    if variables.isEmpty { return text.field("Environment", "<none>", level: level) }
    text.line("Environment:", level: level)
    for variable in variables { text.field(variable["name"]?.string ?? "", value(of: variable), level: level + 1) }
  }

  private static func value(of variable: Value) -> String {
    guard let source = variable["valueFrom"] else { return variable["value"]?.string ?? "" }
    if let reference = source["configMapKeyRef"] ?? source["secretKeyRef"] {
      let kind = source["configMapKeyRef"] != nil ? "config map" : "secret"
      return "<set to the key '\(reference["key"]?.string ?? "")' of \(kind) '\(reference["name"]?.string ?? "")'>"
        + "  Optional: \(reference["optional"]?.bool ?? false)"
    }
    if let field = source["fieldRef"] { return " (\(field["apiVersion"]?.string ?? "v1"):\(field["fieldPath"]?.string ?? ""))" }
    if let field = source["resourceFieldRef"] { return "(\(field["resource"]?.string ?? ""))" }
    return "<set from an unknown source>"
  }

  private static func mounts(_ container: Value, level: Int, into text: inout DescribeText) {
    let mounts = container["volumeMounts"]?.array ?? []
    if mounts.isEmpty { return text.field("Mounts", "<none>", level: level) }
    text.line("Mounts:", level: level)
    for mount in mounts.sorted(by: { $0["mountPath"]?.string ?? "" < $1["mountPath"]?.string ?? "" }) {
      var flags = [mount["readOnly"]?.bool == true ? "ro" : "rw"]
      if let path = mount["subPath"]?.string, !path.isEmpty { flags.append("path=\"\(path)\"") }
      let path = mount["mountPath"]?.string ?? ""
      text.line("\(path) from \(mount["name"]?.string ?? "") (\(flags.joined(separator: ",")))", level: level + 1)
    }
  }
}
