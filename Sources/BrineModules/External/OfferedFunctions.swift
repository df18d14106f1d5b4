internal import BrineCore

/// What a minion can run, built in and external, as far as some words ask for it.
///
/// A word is a module, a function, or a glob over functions; without a word all is asked for.
struct OfferedFunctions: Sendable {
    /// The functions that are asked for, in the order of their names.
    private(set) var functions: [ExecutionFunction] = []
    /// What external modules tell of themselves that were asked for by their names, by name.
    private(set) var summaries: [String: String] = [:]
    /// Why external modules cannot be used that may be meant, by name.
    private(set) var problems: [String: ModuleProblem] = [:]

    /// How many executables describe themselves at a time.
    private static let width = 8

    /// Looks among the built-in functions and at the executables that may be meant.
    ///
    /// An executable that cannot be used takes nothing from the others.
    init(_ words: [String], in context: CallContext) async {
        var all = context.catalogue.functions
        var waiting = Self.modules(words, in: context).makeIterator()
        await withTaskGroup(of: Outcome.self) { group in
            for _ in 0..<Self.width {
                guard let module = waiting.next() else { break }
                group.addTask { await Outcome(module) }
            }
            for await outcome in group {
                take(outcome, words, &all)
                if let module = waiting.next() { group.addTask { await Outcome(module) } }
            }
        }
        functions = FunctionCatalogue(all).functions(named: words)
    }

    /// What came of asking an executable for its description.
    private struct Outcome: Sendable {
        let module: ExternalModule
        let description: Result<ModuleDescription, ModuleProblem>

        init(_ module: ExternalModule) async {
            self.module = module
            do {
                description = .success(try await module.description())
            } catch {
                description = .failure(error)
            }
        }
    }

    private mutating func take(_ outcome: Outcome, _ words: [String], _ all: inout [ExecutionFunction]) {
        let name = outcome.module.file.module
        switch outcome.description {
        case .failure(let problem): problems[name] = problem
        case .success(let description):
            all += outcome.module.functions(of: description)
            if words.contains(name), !description.summary.isEmpty { summaries[name] = description.summary }
        }
    }

    /// The external modules that the words may mean.
    ///
    /// A file that only lies in a folder of modules is none; where it is named it counts, so that what is wrong with it can
    /// be told.
    private static func modules(_ words: [String], in context: CallContext) -> [ExternalModule] {
        let external = ExternalModules(context.places)
        let named = words.map { String($0.prefix { $0 != "." }) }
        return Set(external.names + named)
            .subtracting(context.catalogue.modules)
            .filter { mayMean($0, words) }
            .compactMap(external.module)
    }

    /// Whether a function of the module could be what one of the words asks for.
    private static func mayMean(_ module: String, _ words: [String]) -> Bool {
        guard !words.isEmpty else { return true }
        let start = "\(module)."
        return words.contains { word in
            guard Glob.isPattern(word) else { return word == module || word.hasPrefix(start) }
            let plain = word.prefix { !Glob.isPattern(String($0)) }
            return start.hasPrefix(plain) || plain.hasPrefix(start)
        }
    }
}
