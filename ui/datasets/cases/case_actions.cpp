#include "ui/datasets/cases/case_actions.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/relocation.h"
#include "storage/import/import_job.h"
#include "storage/import/label_remap.h"
#include "storage/import/source_hash.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace tandem {
namespace {

void removeCases(const Project& project, const std::vector<std::int64_t>& caseIds, const Progress& progress,
                 const std::stop_token& stop) {
    constexpr int kMostReasons = 3;
    QStringList reasons;
    int refused = 0;
    for (std::size_t index = 0; index < caseIds.size(); ++index) {
        throwIfStopped(stop);
        progress(static_cast<double>(index) / static_cast<double>(caseIds.size()), "");
        try {
            project.cases().remove(caseIds[index]);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Conflict) {
                throw;
            }
            if (++refused <= kMostReasons) {
                reasons.append(QString::fromUtf8(error.what()));
            }
        }
    }
    if (refused > kMostReasons) {
        reasons.append(CaseActions::tr("%n more case(s) stay for such a reason.", nullptr, refused - kMostReasons));
    }
    if (refused > 0) {
        throw Error(ErrorCode::Conflict, reasons.join(' ').toStdString());
    }
}

/// "3 imported, 1 already there." and why the first refused case was.
QString sentenceOn(const ImportSummary& summary) {
    QStringList parts;
    const auto add = [&](ImportOutcome outcome, const char* text) {
        const auto count = static_cast<int>(summary.count(outcome));
        if (count > 0 || outcome == ImportOutcome::Imported) {
            parts.append(QCoreApplication::translate("CaseActions", text, nullptr, count));
        }
    };
    add(ImportOutcome::Imported, QT_TRANSLATE_N_NOOP("CaseActions", "%n case(s) imported"));
    add(ImportOutcome::LabelAdded, QT_TRANSLATE_N_NOOP("CaseActions", "%n got a label"));
    add(ImportOutcome::AlreadyThere, QT_TRANSLATE_N_NOOP("CaseActions", "%n already there"));
    add(ImportOutcome::Refused, QT_TRANSLATE_N_NOOP("CaseActions", "%n refused"));
    QString told = parts.join(QStringLiteral(", ")) + '.';
    const auto refused = std::ranges::find(summary.cases, ImportOutcome::Refused, &ImportedCase::outcome);
    if (refused == summary.cases.end()) {
        return told;
    }
    const auto reason = std::ranges::find(refused->findings, FindingSeverity::Refusal, &Finding::severity);
    return reason == refused->findings.end()
               ? told
               : told + ' ' + QString::fromStdString(reason->sentence + " " + reason->fix);
}

}  // namespace

void CaseActions::remove(const std::vector<std::int64_t>& caseIds) {
    start(tr("Removing %n case(s)", nullptr, static_cast<int>(caseIds.size())),
          [caseIds](const Project& project, const Progress& progress, const std::stop_token& stop) {
              removeCases(project, caseIds, progress, stop);
              return tr("Removed %n case(s) from the project; their files are where they were.", nullptr,
                        static_cast<int>(caseIds.size()));
          });
}

void CaseActions::setExcluded(const std::vector<std::int64_t>& caseIds, bool isExcluded) {
    start(isExcluded ? tr("Excluding cases") : tr("Including cases"),
          [caseIds, isExcluded](const Project& project, const Progress&, const std::stop_token&) {
              project.transaction([&] {
                  for (const std::int64_t id : caseIds) {
                      project.cases().setExcluded(id, isExcluded);
                  }
              });
              return isExcluded ? tr("Excluded cases get no role in new splits.")
                                : tr("The cases can be used in new splits again.");
          });
}

void CaseActions::addTag(const std::vector<std::int64_t>& caseIds, const QString& tag) {
    const std::string added = tag.trimmed().toStdString();
    start(tr("Tagging cases"), [caseIds, added](const Project& project, const Progress&, const std::stop_token&) {
        project.transaction([&] {
            for (const std::int64_t id : caseIds) {
                std::vector<std::string> tags = project.cases().get(id).tags;
                if (std::ranges::find(tags, added) == tags.end()) {
                    tags.push_back(added);
                    std::ranges::sort(tags);
                    project.cases().setTags(id, tags);
                }
            }
        });
        return tr("Tagged with \"%1\".").arg(QString::fromStdString(added));
    });
}

void CaseActions::locateMissing(const std::filesystem::path& searchFolder) {
    start(tr("Looking for missing files"), [searchFolder](const Project& project, const Progress& progress,
                                                          const std::stop_token& stop) {
        const RelocationSummary summary = relocateMissingFiles(project, searchFolder, sourceHasher(), progress, stop);
        QString told = tr("Found %n file(s) again.", nullptr, static_cast<int>(summary.found));
        if (!summary.stillMissing.empty()) {
            told += ' ' + tr("Files of %n case(s) are still missing.", nullptr,
                             static_cast<int>(summary.stillMissing.size()));
        }
        return told;
    });
}

void CaseActions::import(const ImportPlan& plan, const ImportOptions& options) {
    start(tr("Importing %n case(s)", nullptr, static_cast<int>(plan.cases.size())),
          [plan, options](const Project& project, const Progress& progress, const std::stop_token& stop) {
              return sentenceOn(runImport(project, plan, options, progress, stop));
          });
}

void CaseActions::remap(const std::vector<std::int64_t>& caseIds, const LabelValueMap& classOfValue) {
    start(tr("Mapping the label values of %n case(s)", nullptr, static_cast<int>(caseIds.size())),
          [caseIds, classOfValue](const Project& project, const Progress& progress, const std::stop_token& stop) {
              const RemapSummary summary = remapLabels(project, caseIds, classOfValue, progress, stop);
              QStringList told{
                  tr("The labels of %n case(s) have new classes.", nullptr, static_cast<int>(summary.changed))};
              constexpr std::size_t kMostReasons = 3;
              for (std::size_t index = 0; index < std::min(summary.refused.size(), kMostReasons); ++index) {
                  told.append(QString::fromStdString(summary.refused[index]));
              }
              if (summary.refused.size() > kMostReasons) {
                  told.append(tr("%n more case(s) stay for such a reason.", nullptr,
                                 static_cast<int>(summary.refused.size() - kMostReasons)));
              }
              return told.join(' ');
          });
}

}  // namespace tandem
