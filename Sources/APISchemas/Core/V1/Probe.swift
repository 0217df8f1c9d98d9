extension SchemaText {
  static let coreV1Probe = SchemaText(
    group: "", version: "v1", package: "io.k8s.api.core.v1",
    """
    type Probe -- A check that the kubelet makes of a container.
      exec ExecAction #1.1 -- Runs a command; exit status 0 is success.
      failureThreshold int32 #6 -- How many failures in a row count as failed; 3 by default.
      grpc GRPCAction #1.4 -- Asks the gRPC health service.
      httpGet HTTPGetAction #1.2 -- Sends an HTTP request; 200 to 399 is success.
      initialDelaySeconds int32 #2 -- Seconds after the start until the first check.
      periodSeconds int32 #4 -- Seconds between checks; 10 by default.
      successThreshold int32 #5 -- How many successes in a row count as success again; 1 by default.
      tcpSocket TCPSocketAction #1.3 -- Opens a connection.
      terminationGracePeriodSeconds int64? #7 -- Seconds to stop in after a failure; the pod's own by default.
      timeoutSeconds int32 #3 -- Seconds a check may take; 1 by default.

    type Lifecycle -- What to do at points of a container's life.
      postStart LifecycleHandler #1 -- Done right after the start; when it fails, the container is stopped.
      preStop LifecycleHandler #2 -- Done before the container is stopped, within the grace period.
      stopSignal string? #3
          | The signal that stops the container; the image's own, or SIGTERM, by default.
          & enum=SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL
          & enum=SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14
          & enum=SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1
          & enum=SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4
          & enum=SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP
          & enum=SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ

    type LifecycleHandler -- One action; exactly one member is set.
      exec ExecAction #1 -- Runs a command.
      httpGet HTTPGetAction #2 -- Sends an HTTP request.
      sleep SleepAction #4 -- Waits.
      tcpSocket TCPSocketAction #3 -- Not supported; kept for compatibility.

    type ExecAction -- Runs a command in the container.
      command [string] #1 -- The command line, without a shell.

    type HTTPGetAction -- Sends an HTTP request.
      host string #3 -- The host; the pod's address by default.
      httpHeaders [HTTPHeader] #5 -- Headers to send.
      path string #1 -- The path; / by default.
      port! intOrString #2 -- The port, or its name.
      scheme string #4 enum=HTTP|HTTPS -- HTTP (the default) or HTTPS.

    type HTTPHeader -- A header.
      name! string #1 -- The name.
      value! string #2 -- The value.

    type TCPSocketAction -- Opens a connection.
      host string #2 -- The host; the pod's address by default.
      port! intOrString #1 -- The port, or its name.

    type GRPCAction -- Asks the gRPC health service.
      port! int32 #1 -- The port.
      service string? #2 default="" -- The service to ask for; empty by default.

    type SleepAction -- Waits.
      seconds! int64 #1 -- How long.
    """)
}
