import BrineFormats

extension ConfigurationProblem {
    /// Where and why a file's text is not YAML.
    init(_ error: YAMLError, file: String) {
        self.init(file: file, line: error.line, column: error.column, text: error.text)
    }
}
