import MessagePack
import Testing

@testable import BrineModules

@Suite struct `What kind of machine it is` {
    private func kind(_ change: (inout VirtualizationSigns) -> Void) -> String {
        var signs = VirtualizationSigns()
        change(&signs)
        let kind = Virtualization(signs)
        return kind.subtype.map { "\(kind.name), \($0)" } ?? kind.name
    }

    @Test func `physical where nothing speaks against it`() {
        #expect(kind { _ in } == "physical")
        #expect(kind { $0.firmware = Firmware(manufacturer: "Dell Inc.", product: "PowerEdge R640") } == "physical")
        #expect(kind { $0.firmware = Firmware(manufacturer: "Microsoft", product: "Surface") } == "physical")
        #expect(kind { $0.firmware = Firmware(manufacturer: "Amazon EC2", product: "m5.metal") } == "physical")
        #expect(kind { $0.clocks = "tsc hpet acpi_pm" } == "physical")
    }

    @Test(arguments: [
        ("QEMU", "Standard PC (Q35 + ICH9, 2009)", "kvm"), ("Red Hat", "KVM", "kvm"), ("Bochs", "Bochs", "kvm"),
        ("OpenStack Foundation", "OpenStack Nova", "kvm"), ("oVirt", "RHEL", "kvm, ovirt"),
        ("Red Hat", "RHEV Hypervisor", "kvm, rhev"), ("Apache", "CloudStack KVM Hypervisor", "kvm, cloudstack"),
        ("innotek GmbH", "VirtualBox", "VirtualBox"), ("VMware, Inc.", "VMware Virtual Platform", "VMware"),
        ("VMware, Inc.", "VMware7,1", "VMware"), ("Microsoft Corporation", "Virtual Machine", "VirtualPC"),
        ("Parallels International GmbH.", "Parallels ARM Virtual Machine", "Parallels"), ("", "BHYVE", "bhyve"),
        ("Google", "Google Compute Engine", "gce"), ("Amazon EC2", "m5.large", "Nitro, Amazon EC2 (m5.large)"),
    ])
    func `a virtual machine by its firmware`(maker: String, product: String, expected: String) {
        #expect(
            kind {
                $0.firmware = Firmware(manufacturer: maker, product: product)
                $0.hasHypervisorFlag = true
            } == expected
        )
    }

    @Test func `a virtual machine without a firmware by its clock, or by the processor's flag`() {
        #expect(kind { $0.clocks = "kvm-clock tsc" } == "kvm")
        #expect(kind { $0.clocks = "hyperv_clocksource_tsc_page" } == "HyperV")
        #expect(kind { $0.hasHypervisorFlag = true } == "virtual")
    }

    @Test func `a guest of Xen, or the machine that rules them`() {
        #expect(kind { $0.hypervisor = "xen" } == "xen, Xen PV DomU")
        #expect(
            kind {
                $0.hypervisor = "xen"
                $0.firmware = Firmware(manufacturer: "Xen", product: "HVM domU")
            } == "xen, Xen HVM DomU"
        )
        #expect(
            kind {
                $0.hypervisor = "xen"
                $0.firmware = Firmware(product: "HVM domU", biosVersion: "4.11.amazon")
            } == "xen, Amazon EC2"
        )
        #expect(
            kind {
                $0.hypervisor = "xen"
                $0.xenCapabilities = "control_d"
            } == "xen, Xen Dom0"
        )
    }

    @Test func `a container before the machine it runs on`() {
        func container(_ change: (inout VirtualizationSigns) -> Void) -> String {
            kind {
                $0.firmware = Firmware(manufacturer: "QEMU")
                change(&$0)
            }
        }
        #expect(container { $0.hasDockerFile = true } == "container, Docker")
        #expect(container { $0.hasContainerFile = true } == "container, libpod")
        #expect(container { $0.container = "lxc" } == "container, LXC")
        #expect(container { $0.container = "lxc-libvirt" } == "container, LXC")
        #expect(container { $0.container = "podman" } == "container, libpod")
        #expect(container { $0.container = "systemd-nspawn" } == "systemd-nspawn")
        #expect(container { $0.container = "rkt" } == "container, rkt")
        #expect(container { $0.controlGroups = "1:name=systemd:/docker/0a\n" } == "container, Docker")
        #expect(container { $0.controlGroups = "5:cpu:/system.slice/docker-0a.scope\n" } == "container, Docker")
        #expect(container { $0.controlGroups = "1:cpu:/kubepods/besteffort/pod\n" } == "container, kubernetes")
        #expect(container { $0.controlGroups = "1:cpu:/lxc/web1\n" } == "container, LXC")
        #expect(container { $0.controlGroups = "0::/system.slice/docker.service\n" } == "kvm")
        #expect(container { $0.controlGroups = "0::/init.scope\n" } == "kvm")
    }

    @Test func `the container's kind is a variable of the first process`() {
        #expect(VirtualizationSigns.container(inEnvironment: "PATH=/bin\0container=lxc\0A=b\0") == "lxc")
        #expect(VirtualizationSigns.container(inEnvironment: "mycontainer=lxc\0") == nil)
        #expect(VirtualizationSigns.container(inEnvironment: "") == nil)
    }

    @Test func `the grains have a subtype where there is one`() {
        #expect(Virtualization(VirtualizationSigns()).grains() == ["virtual": "physical"])
        let docker = Virtualization(VirtualizationSigns(hasDockerFile: true))
        #expect(docker.grains() == ["virtual": "container", "virtual_subtype": "Docker"])
    }
}
