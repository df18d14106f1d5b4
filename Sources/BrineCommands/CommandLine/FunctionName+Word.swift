import BrineCore

extension FunctionName {
    /// The function that a word of the command line names.
    ///
    /// - Throws: ``UsageError`` where it is no function's name.
    static func parsed(_ word: String) throws -> FunctionName {
        guard let name = FunctionName(word) else {
            throw UsageError("'\(word)' is not a function: expected module.function, as in test.ping")
        }
        return name
    }
}
