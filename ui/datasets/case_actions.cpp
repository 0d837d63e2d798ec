#include "ui/datasets/case_actions.h"

#include "core/base/error.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/db/relocation.h"
#include "storage/import/import_job.h"
#include "storage/import/source_hash.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_list.h"
#include "ui/session/project_session.h"

#include <QStringList>
#include <algorithm>
#include <memory>

namespace tandem {
namespace {

void removeCases(const Project& project, const std::vector<std::int64_t>& caseIds, const Progress& progress,
                 const std::stop_token& stop) {
    std::string reasons;
    std::size_t refused = 0;
    for (std::size_t index = 0; index < caseIds.size(); ++index) {
        throwIfStopped(stop);
        progress(static_cast<double>(index) / static_cast<double>(caseIds.size()), "");
        try {
            project.cases().remove(caseIds[index]);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Conflict) {
                throw;
            }
            reasons += (refused == 0 ? "" : " ") + std::string(error.what());
            ++refused;
        }
    }
    if (refused > 0) {
        throw Error(ErrorCode::Conflict, reasons);
    }
}

CaseState includedState(const CaseRecord& record) {
    return record.label ? CaseState::Labelled : CaseState::Unlabelled;
}

}  // namespace

CaseActions::CaseActions(ProjectSession& session, QObject* parent) : QObject(parent), m_session(session) {}

void CaseActions::start(const QString& title, const Work& work) {
    auto job = std::make_unique<ResultJob<QString>>(
        title, [folder = m_session.folder(), work](const Progress& progress, const std::stop_token& stop) {
            return work(Project::open(folder), progress, stop);
        });
    ResultJob<QString>* const started = job.get();
    connect(started, &Job::ended, this, [this, started] {
        if (started->state() == JobState::Finished) {
            Q_EMIT told(started->result());
        }
        Q_EMIT m_session.casesChanged();
    });
    m_session.jobs().startNow(std::move(job));
}

void CaseActions::remove(const std::vector<std::int64_t>& caseIds) {
    start(tr("Removing %n case(s)", nullptr, static_cast<int>(caseIds.size())),
          [caseIds](const Project& project, const Progress& progress, const std::stop_token& stop) {
              removeCases(project, caseIds, progress, stop);
              return tr("Removed %1 of the project's cases; their files are where they were.").arg(caseIds.size());
          });
}

void CaseActions::setExcluded(const std::vector<std::int64_t>& caseIds, bool isExcluded) {
    start(isExcluded ? tr("Excluding cases") : tr("Including cases"),
          [caseIds, isExcluded](const Project& project, const Progress&, const std::stop_token&) {
              project.transaction([&] {
                  for (const std::int64_t id : caseIds) {
                      const CaseRecord record = project.cases().get(id);
                      if ((record.state == CaseState::Excluded) != isExcluded) {
                          project.cases().setState(id, isExcluded ? CaseState::Excluded : includedState(record));
                      }
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
        QString told = tr("Found %1 files again.").arg(summary.found);
        if (!summary.stillMissing.empty()) {
            told += ' ' + tr("Files of %1 cases are still missing.").arg(summary.stillMissing.size());
        }
        return told;
    });
}

void CaseActions::import(const ImportPlan& plan, const ImportOptions& options) {
    start(tr("Importing %n case(s)", nullptr, static_cast<int>(plan.cases.size())),
          [plan, options](const Project& project, const Progress& progress, const std::stop_token& stop) {
              const ImportSummary summary = runImport(project, plan, options, progress, stop);
              QStringList parts{tr("%1 imported").arg(summary.count(ImportOutcome::Imported))};
              const auto add = [&](ImportOutcome outcome, const QString& text) {
                  if (summary.count(outcome) > 0) {
                      parts.append(text.arg(summary.count(outcome)));
                  }
              };
              add(ImportOutcome::LabelAdded, tr("%1 got a label"));
              add(ImportOutcome::AlreadyThere, tr("%1 already there"));
              add(ImportOutcome::Refused, tr("%1 refused"));
              QString told = parts.join(QStringLiteral(", ")) + '.';
              const auto refused = std::ranges::find(summary.cases, ImportOutcome::Refused, &ImportedCase::outcome);
              if (refused != summary.cases.end()) {
                  for (const Finding& finding : refused->findings) {
                      if (finding.severity == FindingSeverity::Refusal) {
                          told += ' ' + QString::fromStdString(finding.sentence + " " + finding.fix);
                          break;
                      }
                  }
              }
              return told;
          });
}

}  // namespace tandem
