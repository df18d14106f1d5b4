import BrineCore
import BrineFormats

extension MinionID {
    /// The id that a text of a file or of the system must be.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - place: where it comes from, for the message.
    /// - Returns: the id.
    /// - Throws: ``ConfigurationError`` where it is none.
    static func configured(_ text: String, from place: String) throws(ConfigurationError) -> MinionID {
        guard let id = MinionID(text) else {
            let fault = "expected an id of \(rule), found \"\(text.printable)\""
            throw ConfigurationError(problems: [ConfigurationProblem(file: place, key: "id", text: fault)])
        }
        return id
    }
}
