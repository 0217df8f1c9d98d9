#!/bin/sh
# Runs in the guest as its first process: a daemon, pods with limits, and what the kernel made of them. Prints a line a check, and
# "CGROUPV2 PASS" at the end when all were right.
export PATH=/bin:/sbin:/usr/bin:/usr/sbin HOME=/root NO_COLOR=1 KUBECONFIG=/run/kubeconfig
failures=0
check() { # NAME EXPECTED ACTUAL
  if [ "$2" = "$3" ]; then echo "ok   $1"; else echo "FAIL $1: expected \"$2\", got \"$3\""; failures=$((failures + 1)); fi
}
finish() {
  if [ $failures -eq 0 ]; then echo "CGROUPV2 PASS"; else tail -n 40 /run/daemon.log; echo "CGROUPV2 FAIL ($failures)"; fi
  sync
  poweroff -f
}

mkdir -p /dev/pts /dev/shm /dev/mqueue
mount -t devpts devpts /dev/pts
mount -t tmpfs shm /dev/shm
mount -t tmpfs run /run
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount -t securityfs securityfs /sys/kernel/security
while read -r module; do insmod "/test/$module" || echo "insmod $module failed"; done < /test/modules
ip link set lo up
# Somebody must live in the root group's place, as on any host: processes outside the root.
mkdir /sys/fs/cgroup/init && echo $$ > /sys/fs/cgroup/init/cgroup.procs
check "no version 1 hierarchy" "" "$(grep -w cgroup /proc/mounts | grep -v cgroup2)"

kctl daemon --repository /var/cluster.git --data-dir /var/data --secure-port 0 --node-name guest --write-kubeconfig $KUBECONFIG \
  --pod-max-pids 32 --stop-pods 2> /run/daemon.log &
daemon=$!
deadline=$(($(date +%s) + 120))
until kctl get --raw /readyz > /run/ready 2>&1; do
  if [ "$(date +%s)" -gt $deadline ] || ! kill -0 $daemon 2> /dev/null; then
    check "the daemon is ready" ready "$(cat /run/ready)"
    finish
  fi
  sleep 0.5
done
kctl wait --for=condition=Ready node/guest --timeout=60s

mkdir -p /tmp/rootfs/bin /tmp/rootfs/tmp
cp /bin/busybox /tmp/rootfs/bin/
for applet in sh sleep tail dd cat seq; do ln -s busybox /tmp/rootfs/bin/$applet; done
kctl -C /var/cluster.git image load /tmp/rootfs --name test:1

apparmor_parser --replace --skip-cache <<'PROFILE'
profile no-writing { file, network, capability, signal, ptrace, unix, umount, deny /tmp/** w, }
PROFILE

cat > /run/pods.yaml <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: armored}
spec:
  terminationGracePeriodSeconds: 0
  securityContext: {appArmorProfile: {type: RuntimeDefault}}
  containers:
  - {name: main, image: "test:1", imagePullPolicy: IfNotPresent, command: [sleep, "600"]}
  - name: other
    image: test:1
    imagePullPolicy: IfNotPresent
    command: [sleep, "600"]
    securityContext: {appArmorProfile: {type: Localhost, localhostProfile: no-writing}}
  - name: bare
    image: test:1
    imagePullPolicy: IfNotPresent
    command: [sleep, "600"]
    securityContext: {appArmorProfile: {type: Unconfined}}
---
apiVersion: v1
kind: Pod
metadata: {name: oom}
spec:
  restartPolicy: Never
  containers:
  - {name: main, image: "test:1", imagePullPolicy: IfNotPresent, command: [sh, -c, "tail /dev/zero; sleep 60"], resources: {limits: {memory: 24Mi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: cpu}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - {name: main, image: "test:1", imagePullPolicy: IfNotPresent, command: [sh, -c, "while :; do :; done"], resources: {limits: {cpu: 200m, memory: 32Mi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: pids}
spec:
  terminationGracePeriodSeconds: 0
  shareProcessNamespace: true
  containers:
  - {name: main, image: "test:1", imagePullPolicy: IfNotPresent, command: [sh, -c, "for i in $(seq 100); do sleep 600 & done; sleep 600"]}
  - {name: other, image: "test:1", imagePullPolicy: IfNotPresent, command: [sleep, "600"]}
---
apiVersion: v1
kind: Pod
metadata: {name: ready}
spec:
  terminationGracePeriodSeconds: 0
  containers:
  - name: main
    image: test:1
    imagePullPolicy: IfNotPresent
    command: [sh, -c, "echo here; sleep 600"]
    readinessProbe: {exec: {command: [cat, /sys/fs/cgroup/cgroup.controllers]}}
YAML
kctl apply -f /run/pods.yaml
kctl wait --for=condition=Ready pod/cpu pod/ready pod/armored --timeout=60s
kctl wait --for=jsonpath='{.status.phase}'=Failed pod/oom --timeout=60s
check "out of memory: reason" OOMKilled "$(kctl get pod oom -o 'jsonpath={.status.containerStatuses[0].state.terminated.reason}')"
check "out of memory: exit code" 137 "$(kctl get pod oom -o 'jsonpath={.status.containerStatuses[0].state.terminated.exitCode}')"
check "a container's log" here "$(kctl logs ready)"
check "exec" inside "$(kctl exec ready -- sh -c 'echo inside')"

profile() { kctl exec armored -c "$1" -- cat /proc/1/attr/current; }
check "AppArmor: the runtime's profile" "kctl-default-1 (enforce)" "$(profile main)"
check "AppArmor: a profile of the host" "no-writing (enforce)" "$(profile other)"
check "AppArmor: none" unconfined "$(profile bare)"
check "AppArmor: what is allowed" written "$(kctl exec armored -c main -- sh -c 'echo > /tmp/file && echo written')"
check "AppArmor: what isn't" refused "$(kctl exec armored -c other -- sh -c 'echo > /tmp/file && echo written || echo refused' 2> /dev/null)"

group() { # the control group of a pod
  find /sys/fs/cgroup -type d -name "pod$(kctl get pod "$1" -o 'jsonpath={.metadata.uid}')"
}
check "the pod's CPU quota" "20000 100000" "$(cat "$(group cpu)/cpu.max")"
check "the pod's memory limit" 33554432 "$(cat "$(group cpu)/memory.max")"
check "the container's CPU quota" "20000 100000" "$(cat "$(group cpu)"/*/cpu.max | sort -u)"
check "the container's group is killed whole" 1 "$(cat "$(group cpu)"/*/memory.oom.group | sort -u)"
sleep 2
throttled=$(awk '/^nr_throttled/ {print $2}' "$(group cpu)/cpu.stat")
check "the CPU quota is enforced" yes "$([ "$throttled" -gt 5 ] && echo yes || echo "throttled $throttled times")"
check "the pod's processes are counted" 32 "$(cat "$(group pids)/pids.max")"
# Older kernels count a refusal in the group of the process, newer ones in that of the limit.
refused=$(find "$(group pids)" -name pids.events -exec cat {} + | awk '/^max/ {sum += $2} END {print sum + 0}')
check "processes beyond the limit are refused" yes "$([ "$refused" -gt 0 ] && echo yes || echo "$refused refused")"

kctl patch pod cpu --subresource=resize -p '{"spec":{"containers":[{"name":"main","resources":{"limits":{"cpu":"300m"},"requests":{"cpu":"300m"}}}]}}' > /dev/null
tries=0
until [ "$(cat "$(group cpu)"/*/cpu.max | sort -u)" = "30000 100000" ] || [ $tries -gt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
check "a resize reaches the container" "30000 100000" "$(cat "$(group cpu)"/*/cpu.max | sort -u)"
check "without a restart" 0 "$(kctl get pod cpu -o 'jsonpath={.status.containerStatuses[0].restartCount}')"

kctl delete -f /run/pods.yaml --timeout=60s > /dev/null
check "no pod is left" "" "$(kctl get pods -o name)"
# Pods without a grace period are gone from the API at once; the kubelet follows.
tries=0
until [ -z "$(find /sys/fs/cgroup -type d -name 'pod*')" ] || [ $tries -gt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
check "no pod's group is left" "" "$(find /sys/fs/cgroup -type d -name 'pod*')"
kill -TERM $daemon
wait $daemon
check "the daemon ends cleanly" 0 $?
check "no group is left" "" "$(find /sys/fs/cgroup -type d -name 'kctl*')"
check "no mount is left" "" "$(grep /var/data /proc/mounts)"
check "no interface is left" lo "$(ls /sys/class/net | tr '\n' ' ' | sed 's/ $//')"
finish
