# kctl: see README.md. Every target works from a clean clone on Debian 12 with Swift 6.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
# An import that Package.swift doesn't declare is an error: the walls between the components hold.
CHECKED = --explicit-target-dependency-import-check error
RELEASE = .build/release/kctl
# What /version tells of the build: the commit, and its date as that of the build, so that two builds of a commit are alike.
export KCTL_COMMIT ?= $(shell git rev-parse HEAD 2>/dev/null)
export KCTL_TREE_STATE ?= $(if $(KCTL_COMMIT),$(if $(shell git status --porcelain --untracked-files=no 2>/dev/null),dirty,clean))
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)
PACKAGES = git curl ca-certificates pkg-config libgit2-dev libyaml-dev zlib1g-dev \
	crun runc conmon iproute2 nftables busybox-static tzdata python3-venv

.PHONY: all deps test test-cgroupv2 crash bench fuzz demo docs install uninstall clean

all: $(RELEASE)

# One apt-get, and only when something is missing: a machine that has it all needs neither root nor network.
deps:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "installing:$$missing"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -q && apt-get install -y -q --no-install-recommends $$missing; fi

.PHONY: $(RELEASE)
$(RELEASE): deps
	$(SWIFT) build -c release --product kctl $(CHECKED)

# The oldest client that must work: Debian's kubectl, unpacked beside the build since other packages may own its name.
.build/clients/usr/bin/kubectl:
	mkdir -p .build/clients
	cd .build/clients && apt-get download -q kubernetes-client && dpkg -x kubernetes-client_*.deb . && rm -f *.deb

# The official Python client, in an environment of its own.
.build/clients/python/bin/python3: | deps
	rm -rf .build/clients/python
	python3 -m venv .build/clients/python && .build/clients/python/bin/pip install -q kubernetes || { rm -rf .build/clients/python; false; }

test: deps .build/clients/usr/bin/kubectl .build/clients/python/bin/python3
	$(SWIFT) build --build-tests $(CHECKED)
	# Tests that wait for other programs hold their threads: they run after the others, one at a time.
	$(SWIFT) test --skip-build --skip 'IntegrationTests|GitStoreTests|EmbeddedRuntimeTests|KubeletTests|HTTPTransportTests'
	$(SWIFT) test --skip-build --no-parallel --filter 'IntegrationTests|GitStoreTests|EmbeddedRuntimeTests|KubeletTests|HTTPTransportTests'

# Real containers on a host with version 2 control groups alone, and with AppArmor: a virtual machine that boots in seconds.
test-cgroupv2: $(RELEASE)
	command -v qemu-system-x86_64 >/dev/null || apt-get install -y -q --no-install-recommends qemu-system-x86 cpio kmod
	Tests/CgroupV2/run.sh $(RELEASE) .build/cgroupv2

# The crash tests at length: how often each of three stores is killed and looked at.
ROUNDS ?= 70
crash: deps
	$(SWIFT) build --build-tests $(CHECKED)
	KCTL_CRASH_ROUNDS=$(ROUNDS) $(SWIFT) test --skip-build --filter CrashTests

bench: deps
	apt-get install -y -q --no-install-recommends etcd-server >/dev/null 2>&1 || true
	$(SWIFT) build -c release $(CHECKED)
	.build/release/Benchmarks

# With the address sanitizer, and traps on undefined behaviour in C (Swift's own is trapped anyway; its driver has no such option on
# Linux), in a build folder of their own. Leaks aren't looked for: references in Swift's globals carry bits that the sanitizer doesn't know, so all
# that only they hold counts as lost. FUZZ_SECONDS is for each target.
FUZZ_SECONDS ?= 30
fuzz: deps
	$(SWIFT) build -c release --sanitize=address -Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined \
	  --product Fuzzers --scratch-path .build-fuzz
	ASAN_OPTIONS=detect_leaks=0 .build-fuzz/release/Fuzzers --seconds $(FUZZ_SECONDS)

demo: $(RELEASE)
	KCTL=$(abspath $(RELEASE)) samples/demo.sh

# Man pages and completions, from the command definitions.
docs:
	$(SWIFT) build --product kctl
	.build/debug/kctl generate-docs .

install: $(RELEASE)
	install -D -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/kctl
	strip $(DESTDIR)$(PREFIX)/bin/kctl
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man7 $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 644 completions/kctl.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kctl
	install -m 644 completions/kctl.zsh $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kctl
	install -m 644 completions/kctl.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kctl.fish
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's,@PREFIX@,$(PREFIX),' samples/kctl.service > $(DESTDIR)$(PREFIX)/lib/systemd/system/kctl.service

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/kctl $(DESTDIR)$(PREFIX)/share/man/man1/kctl*.1 $(DESTDIR)$(PREFIX)/share/man/man7/kctl*.7 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kctl $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kctl \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kctl.fish $(DESTDIR)$(PREFIX)/lib/systemd/system/kctl.service

clean:
	rm -rf .build
