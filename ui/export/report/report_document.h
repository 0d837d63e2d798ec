// Makes the report of an export: an HTML file that holds its pictures, and a PDF.
//
// For one thread at a time, which need not be the GUI's; a graphics session (ui/picture/graphics_session.h) must live
// meanwhile. Invariant: of a case that was added, its text and its pictures are kept, its volumes are not.
#pragma once

#include "storage/export/export_report.h"

#include <memory>

namespace tandem {

class ReportDocument : public ReportWriter {
public:
    ReportDocument();
    ~ReportDocument() override;

    void addCase(const ReportCase& one, const ReportFacts& facts) override;
    void writeHtml(const ReportFacts& facts, const std::filesystem::path& file) override;
    void writePdf(const ReportFacts& facts, const std::filesystem::path& file) override;

private:
    struct Content;

    void print(const ReportFacts& facts, const std::filesystem::path& file) const;

    std::unique_ptr<Content> m_content;
};

}  // namespace tandem
