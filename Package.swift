// swift-tools-version: 6.2
import PackageDescription

/// Settings every target shares.
///
/// - ExistentialAny (SE-0335): a box is written `any P`, so its cost is seen where it is paid.
/// - MemberImportVisibility (SE-0444): a file can only use what it imports itself.
/// - InternalImportsByDefault (SE-0409): a lower layer that leaks into a public signature must be written `public import`.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// With BRINE_STRICT set, as Deploy/test does, a warning fails the build.
///
/// Not always: a newer compiler may warn of more.
let strictness: [SwiftSetting] = Context.environment["BRINE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// The targets from the bottom up: an arrow points down only (docs/architecture.md draws them).
let package = Package(
    name: "brine",
    products: [
        .executable(name: "salt", targets: ["salt"]),
        .executable(name: "salt-run", targets: ["salt-run"]),
        .executable(name: "salt-key", targets: ["salt-key"]),
        .executable(name: "salt-call", targets: ["salt-call"]),
        .executable(name: "salt-master", targets: ["salt-master"]),
        .executable(name: "salt-minion", targets: ["salt-minion"]),
        .executable(name: "salt-swarm", targets: ["salt-swarm"]),
        // Only tests load it, into processes whose clock they set.
        .library(name: "stepped-clock", type: .dynamic, targets: ["CSteppedClock"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CPCRE2", providers: [.apt(["libpcre2-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "CNetworkHost"),
        .target(name: "CSteppedClock"),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),
        .target(name: "MessagePack"),
        .target(name: "BrineFailpoints"),
        .target(name: "BrineCore", dependencies: ["CPCRE2", "MessagePack"]),
        .target(name: "BrineFormats", dependencies: ["MessagePack", yams]),
        .target(name: "BrineWire", dependencies: ["BrineCore", "MessagePack"]),
        .target(name: "BrineTransport", dependencies: ["BrineCore", "CLinux", "CSodium", "ZeroMQ"]),
        .target(name: "BrineStore", dependencies: ["BrineCore", "MessagePack", grdb, grdbSQLite]),
        .target(
            name: "BrineModules",
            dependencies: [
                "BrineCore", "BrineFormats", "CLinux", "CSodium", "MessagePack", subprocess, systemPackage,
            ]
        ),
        .target(
            name: "BrineMinion",
            dependencies: [
                "BrineCore", "BrineFailpoints", "BrineModules", "BrineTransport", "BrineWire", "CLinux", "MessagePack",
                logging,
            ]
        ),
        .target(
            name: "BrineMaster",
            dependencies: [
                "BrineCore", "BrineFailpoints", "BrineStore", "BrineTransport", "BrineWire", "MessagePack", lifecycle,
                logging,
            ]
        ),
        .target(
            name: "BrineClient",
            dependencies: ["BrineCore", "BrineTransport", "BrineWire", "MessagePack"]
        ),
        .target(
            name: "BrineCommands",
            dependencies: [
                "BrineClient", "BrineCore", "BrineFailpoints", "BrineFormats", "BrineMaster", "BrineMinion",
                "BrineModules", "BrineStore", "BrineTransport", "BrineWire", "CLinux", "MessagePack", argumentParser,
                lifecycle, logging, unixSignals, yams,
            ]
        ),
        .executableTarget(name: "salt", dependencies: ["BrineCommands"]),
        .executableTarget(name: "salt-run", dependencies: ["BrineCommands"]),
        .executableTarget(name: "salt-key", dependencies: ["BrineCommands"]),
        .executableTarget(name: "salt-call", dependencies: ["BrineCommands"]),
        .executableTarget(name: "salt-master", dependencies: ["BrineCommands"]),
        .executableTarget(name: "salt-minion", dependencies: ["BrineCommands"]),
        .executableTarget(name: "salt-swarm", dependencies: ["BrineCommands"]),
        .target(
            name: "BrineTesting",
            dependencies: [
                "BrineCore", "BrineStore", "CLinux", "CNetworkHost", "MessagePack", subprocess, systemPackage,
            ]
        ),
        .target(
            name: "BrineStorm",
            dependencies: ["BrineCore", "BrineFormats", "BrineTesting", "CLinux", "MessagePack"]
        ),
        .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ"]),
        .testTarget(name: "MessagePackTests", dependencies: ["MessagePack"]),
        .testTarget(name: "BrineFailpointsTests", dependencies: ["BrineFailpoints"]),
        .testTarget(name: "BrineCoreTests", dependencies: ["BrineCore", "MessagePack"]),
        .testTarget(name: "BrineFormatsTests", dependencies: ["BrineFormats", "MessagePack"]),
        .testTarget(
            name: "BrineWireTests",
            dependencies: ["BrineCore", "BrineWire", "MessagePack"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "BrineTransportTests",
            dependencies: ["ZeroMQ", "BrineCore", "BrineTransport", "BrineTesting"]
        ),
        .testTarget(
            name: "BrineStoreTests",
            dependencies: ["BrineCore", "BrineStore", "BrineTesting", "MessagePack", grdb],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "BrineModulesTests",
            dependencies: ["BrineCore", "BrineModules", "BrineTesting", "MessagePack"]
        ),
        .testTarget(
            name: "BrineMinionTests",
            dependencies: [logging, "BrineCore", "BrineMinion", "BrineModules", "BrineWire", "MessagePack"]
        ),
        .testTarget(
            name: "BrineMasterTests",
            dependencies: [
                "BrineTransport", logging, "BrineCore", "BrineMaster", "BrineStore", "BrineTesting", "BrineWire",
                "MessagePack",
            ]
        ),
        .testTarget(name: "BrineClientTests", dependencies: ["BrineClient", "BrineCore", "BrineWire", "MessagePack"]),
        .testTarget(
            name: "BrineCommandsTests",
            dependencies: [
                "BrineClient", "BrineCommands", "BrineCore", "BrineTransport", "BrineWire", "MessagePack",
                argumentParser, logging, yams,
            ]
        ),
        .testTarget(name: "BrineStormTests", dependencies: ["BrineCore", "BrineStorm", "BrineTesting", "MessagePack"]),
        .testTarget(name: "BrineTestingTests", dependencies: ["BrineTesting"]),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "BrineStorm", "BrineTesting", "BrineCore", "BrineFailpoints", "BrineFormats", "MessagePack", "salt",
                "salt-run", "salt-key", "salt-call", "salt-master", "salt-minion", "salt-swarm",
            ]
        ),
    ]
)

// With BRINE_BENCHMARKS set, as Benchmarks/store/run and Benchmarks/storm/run do, their programs are built, too.
if Context.environment["BRINE_BENCHMARKS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "storm",
            dependencies: ["BrineStorm", argumentParser, unixSignals],
            path: "Benchmarks/storm/Program"
        )
    )
    package.targets.append(
        .executableTarget(
            name: "store-benchmark",
            dependencies: ["BrineCore", "BrineStore", "BrineTransport", "BrineWire", "MessagePack"],
            path: "Benchmarks/store/Sources"
        )
    )
}

// The interleavings are a test, and with BRINE_INTERLEAVINGS set, as Tests/interleavings does, a program that runs them by
// the million. One or the other: both are the same files.
let interleavings: [Target.Dependency] = [
    "BrineCore", "BrineMaster", "BrineMinion", "BrineStore", "BrineWire", "MessagePack",
]
package.targets.append(
    Context.environment["BRINE_INTERLEAVINGS"] == nil
        ? .testTarget(
            name: "ReliabilityTests",
            dependencies: interleavings,
            exclude: ["Program"]
        )
        : .executableTarget(
            name: "interleavings",
            dependencies: interleavings,
            path: "Tests/ReliabilityTests",
            exclude: ["InterleavingTests.swift"]
        )
)

// Tests kill daemons at given places; a build that is installed has none of that.
let failpoints = SwiftSetting.define("BRINE_FAILPOINTS", .when(configuration: .debug))

for target in package.targets where target.type != .system {
    target.swiftSettings = settings + strictness
    if target.name.hasPrefix("BrineFailpoints") { target.swiftSettings?.append(failpoints) }
}
