import BrineCore
import BrineModules
import MessagePack
import Testing

/// A call through the standard catalogue, as a minion or a worker makes it.
func call(
    _ function: String,
    _ positional: Value...,
    keyword: ValueMap = [:],
    grains: ValueMap = [:],
    configuration: ValueMap = [:],
    jobs: any JobControl = NoJobControl(),
    places: MinionPlaces = MinionPlaces(),
    outputLimit: Int = CallContext.defaultOutputLimit
) async throws -> FunctionResult {
    let context = CallContext(
        jid: try #require(JobID("20261122144213307642")),
        user: "root",
        minion: try #require(MinionID("web1")),
        grains: grains,
        configuration: configuration,
        places: places,
        jobs: jobs,
        outputLimit: outputLimit
    )
    let name = try #require(FunctionName(function))
    return await FunctionCatalogue.standard.run(name, CallArguments(positional, keyword: keyword), in: context)
}

extension FunctionResult {
    /// The answer's text; empty where it is none.
    var text: String { value.stringValue ?? "" }
}
