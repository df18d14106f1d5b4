internal import BrineCore
internal import MessagePack

/// Functions that tell of the minion itself.
extension TestModule {
    static let minionFunctions: [ExecutionFunction] =
        [
            version, versionsInformation, report("test.versions"), report("test.versions_report"), getOpts,
            moduleReport, notLoaded, stack,
        ]
        .compactMap(\.self)

    private static let version = ExecutionFunction(
        "test.version",
        "Answers the version of Brine that the minion runs.",
        body: .inline { _, _ in FunctionResult(.string(brineVersion)) }
    )

    private static let versionsInformation = ExecutionFunction(
        "test.versions_information",
        "Answers the versions of Brine, of what it is built of and of the system, as maps by heading.",
        body: .inline { context, _ in FunctionResult(VersionsReport(context).value) }
    )

    private static func report(_ name: String) -> ExecutionFunction? {
        ExecutionFunction(
            name,
            "Answers the versions of Brine, of what it is built of and of the system, as one text.",
            body: .inline { context, _ in FunctionResult(.string(VersionsReport(context).text)) }
        )
    }

    private static let getOpts = ExecutionFunction(
        "test.get_opts",
        "Answers the minion's settings by their names.",
        body: .inline { context, _ in FunctionResult(.map(context.configuration)) }
    )

    private static let moduleReport = ExecutionFunction(
        "test.module_report",
        "Answers which modules and functions the minion has.",
        details:
            "In Salt a function can be reached in several ways, which have a list each. Here there is one way: those "
            + "lists are the same, and the ones of what is missing are empty.",
        body: .process { context, _ in
            let offered = await OfferedFunctions([], in: context).functions
            let functions = Value.array(offered.map { .string($0.name.description) })
            let modules = Value.array(Set(offered.map(\.name.module)).sorted().map { .string($0) })
            return FunctionResult([
                "functions": functions, "function_attrs": functions, "function_subs": functions,
                "modules": modules, "module_attrs": modules,
                "missing_attrs": [], "missing_subs": [],
            ])
        }
    )

    private static let notLoaded = ExecutionFunction(
        "test.not_loaded",
        "Answers the names of modules that are there and cannot be used, in order.",
        details: "Those are executables; sys.doc tells what is wrong with them.",
        body: .process { context, _ in
            let problems = await OfferedFunctions([], in: context).problems
            return FunctionResult(.array(problems.keys.sorted().map { .string($0) }))
        }
    )

    private static let stack = ExecutionFunction(
        "test.stack",
        "Answers the call stack of the process that runs the function, a line a call, the innermost first.",
        details: "At most 64 lines. A call whose last act was to make the next one may be missing.",
        body: .process { _, _ in FunctionResult(.string(try CallStack.text())) }
    )
}
