#include "storage/import/patient_pattern.h"

#include "core/base/error.h"

#include <re2/re2.h>

namespace tandem {

class PatientPattern::Expression : public RE2 {
public:
    explicit Expression(const std::string& pattern) : RE2(pattern, RE2::Quiet) {}
};

PatientPattern::PatientPattern(const std::string& pattern) {
    if (pattern.empty()) {
        return;
    }
    m_expression = std::make_unique<Expression>(pattern);
    if (!m_expression->ok()) {
        throw Error(ErrorCode::InvalidInput, "\"" + pattern + "\" is no usable regular expression.",
                    m_expression->error());
    }
    if (m_expression->NumberOfCapturingGroups() == 0) {
        throw Error(ErrorCode::InvalidInput,
                    "The pattern \"" + pattern + "\" needs a group in parentheses, which is the patient.");
    }
}

PatientPattern::~PatientPattern() = default;

std::string PatientPattern::patientIn(const std::string& name) const {
    std::string patient;
    if (m_expression) {
        static_cast<void>(RE2::PartialMatch(name, *m_expression, &patient));
    }
    return patient;
}

}  // namespace tandem
