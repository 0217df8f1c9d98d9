#!/usr/bin/env bash
# The whole story on this host: a daemon on a new repository, an image, an application, a change by git push, a
# revert, the history, and nothing left behind. Needs root (containers) and the packages of `make deps`.
set -euo pipefail

KCTL=${KCTL:-kctl}
samples=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d /tmp/kctl-demo.XXXXXX)
daemon=

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
run() { printf '$ %s\n' "${*//$KCTL/kctl}"; "$@"; }

finish() {
  status=$?
  if [ -n "$daemon" ] && kill -TERM "$daemon" 2>/dev/null; then wait "$daemon" || true; fi
  if [ $status -ne 0 ] && [ -f "$work/daemon.log" ]; then printf '\nthe daemon said:\n'; tail -n 30 "$work/daemon.log"; fi
  rm -rf "$work"
  exit $status
}
trap finish EXIT

say "A daemon on a new repository"
"$KCTL" daemon --repository "$work/cluster.git" --data-dir "$work/data" --secure-port 0 --node-name demo \
  --pod-cidr 10.241.7.0/24 --write-kubeconfig "$work/kubeconfig" --stop-pods 2> "$work/daemon.log" &
daemon=$!
export KUBECONFIG="$work/kubeconfig" NO_COLOR=1
until [ -s "$KUBECONFIG" ] && "$KCTL" get --raw /readyz >/dev/null 2>&1; do
  kill -0 "$daemon"; sleep 0.05
done
run "$KCTL" wait --for=condition=Ready node/demo --timeout=30s
run "$KCTL" get nodes -o wide

say "An image from Debian's busybox-static"
mkdir -p "$work/rootfs/bin"
cp /bin/busybox "$work/rootfs/bin/busybox"
for applet in $(/bin/busybox --list); do [ "$applet" = busybox ] || ln -s busybox "$work/rootfs/bin/$applet"; done
mkdir -p "$work/rootfs"/{etc,tmp,www}
run "$KCTL" -C "$work/cluster.git" image load "$work/rootfs" --name localhost/busybox:demo
run "$KCTL" image ls

say "An application: a Deployment with a probe, a page from a ConfigMap, a Job"
run "$KCTL" apply -f "$samples/web.yaml" -f "$samples/job.yaml"
run "$KCTL" rollout status deployment/web --timeout=60s
run "$KCTL" wait --for=condition=complete job/hello --timeout=60s
run "$KCTL" get all
run "$KCTL" logs job/hello

say "A page from a pod"
pod_ip=$("$KCTL" get pods -l app=web -o 'jsonpath={.items[0].status.podIP}')
run curl -sf "http://$pod_ip:8080/"

say "A change, pushed with plain git"
run git clone -q -b main "$work/cluster.git" "$work/clone"
cd "$work/clone"
file=$(grep -rl 'kind: Deployment' . --include='*.yaml' | head -n 1)
sed -i 's/replicas: .*/replicas: 3/' "$file"
git -c user.name=Ada -c user.email=ada@example.com commit -qam "Three replicas for the launch"
run git push -q origin main
run "$KCTL" wait --for=jsonpath='{.spec.replicas}'=3 deployment/web --timeout=30s
run "$KCTL" rollout status deployment/web --timeout=60s
run "$KCTL" get pods -l app=web

say "And reverted"
git -c user.name=Ada -c user.email=ada@example.com revert --no-edit HEAD >/dev/null
run git push -q origin main
run "$KCTL" wait --for=jsonpath='{.spec.replicas}'=2 deployment/web --timeout=30s
run "$KCTL" rollout status deployment/web --timeout=60s

say "The history: what people asked for (main), what became of it (live)"
until [ -z "$(git --git-dir "$work/cluster.git" log live..main)" ]; do sleep 0.05; done
run "$KCTL" status
run git --no-pager --git-dir "$work/cluster.git" log --oneline --graph --notes=kctl -n 12 main
run git --no-pager --git-dir "$work/cluster.git" log --oneline --graph -n 15 live

say "Everything deleted"
run "$KCTL" delete -f "$samples/web.yaml" -f "$samples/job.yaml" --timeout=60s
run "$KCTL" wait --for=delete pod -l app=web --timeout=60s
say "Done: the host is as it was"
