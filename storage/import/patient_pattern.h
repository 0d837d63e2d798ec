// Finds the patient in the name of a case. Internal to storage/import.
//
// Thread-safe. Invariant: takes time in proportion to the name, whatever the pattern.
#pragma once

#include <memory>
#include <string>

namespace tandem {

class PatientPattern {
public:
    /// Throws Error (InvalidInput) for what is no regular expression (RE2's, without looking ahead or back), or has no
    /// group. An empty one finds nobody.
    explicit PatientPattern(const std::string& pattern);
    ~PatientPattern();
    PatientPattern(const PatientPattern&) = delete;
    PatientPattern& operator=(const PatientPattern&) = delete;

    /// What the first group matches; empty when the pattern does not occur.
    [[nodiscard]] std::string patientIn(const std::string& name) const;

private:
    class Expression;

    std::unique_ptr<const Expression> m_expression;
};

}  // namespace tandem
