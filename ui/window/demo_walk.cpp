#include "ui/window/demo_walk.h"

#include "storage/db/prediction_repository.h"
#include "storage/db/run_repository.h"
#include "storage/db/split_repository.h"
#include "ui/jobs/job_list.h"
#include "ui/prediction/prediction_job.h"
#include "ui/session/project_session.h"
#include "ui/window/demo_jobs.h"
#include "ui/window/guide_strip.h"

#include <QSettings>
#include <QStandardPaths>
#include <algorithm>
#include <functional>
#include <memory>
#include <system_error>

namespace tandem {
namespace {

constexpr const char* kDismissed = "demo/guideClosed";
constexpr const char* kPlace = "demo/folder";

}  // namespace

DemoWalk::DemoWalk(JobList& jobs, QSettings& settings, const DemoPlan& plan, GuideStrip& strip, QObject* parent)
    : QObject(parent), m_jobs(jobs), m_settings(settings), m_plan(plan), m_strip(strip) {
    connect(&m_strip, &GuideStrip::actionChosen, this, &DemoWalk::act);
    connect(&m_strip, &GuideStrip::dismissed, this, &DemoWalk::dismiss);
}

std::filesystem::path DemoWalk::place() const {
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + "/Tandem demo";
    return m_settings.value(kPlace, usual).toString().toStdString();
}

void DemoWalk::begin() {
    if (isMaking()) {
        return;
    }
    m_settings.remove(kDismissed);
    const QString project = QString::fromStdString(demoProject(place()).string());
    std::error_code ignored;
    if (std::filesystem::exists(demoProject(place()) / "project.sqlite", ignored)) {
        Q_EMIT projectReady(project);
        return;
    }
    auto job = std::make_unique<Job>(
        tr("Making the demo"), [place = place(), plan = m_plan](const Progress& progress, const std::stop_token& stop) {
            makeDemo(place, plan, progress, stop);
        });
    m_making = job.get();
    connect(job.get(), &Job::finished, this, [this, project] { Q_EMIT projectReady(project); });
    connect(job.get(), &Job::ended, this, &DemoWalk::makingChanged);
    m_jobs.queue(std::move(job));
    Q_EMIT makingChanged();
}

void DemoWalk::attach(ProjectSession& session) {
    detach();
    std::error_code ignored;
    const bool isDemo = std::filesystem::equivalent(session.folder(), demoProject(place()), ignored);
    if (!isDemo || m_settings.value(kDismissed).toBool()) {
        return;
    }
    m_session = &session;
    m_hasSeenCases = false;
    m_hasPredicted = false;
    m_hasInspected = false;
    connect(&session, &ProjectSession::runsChanged, this, &DemoWalk::look);
    connect(&session, &ProjectSession::predictionsChanged, this, &DemoWalk::look);
    look();
}

void DemoWalk::detach() {
    if (m_session != nullptr) {
        m_session->disconnect(this);
    }
    m_session.clear();
    m_strip.hide();
}

void DemoWalk::look() {
    if (m_session == nullptr) {
        return;
    }
    std::vector<RunRecord> runs;
    const bool isRead = m_session->attempt([&] {
        runs = m_session->project().runs().list();
        m_stage = runs.empty() ? m_stage : stageOf(runs.front());
    });
    if (!isRead) {
        return;
    }
    if (runs.empty()) {  // removed by the person, who needs no guide
        m_strip.hide();
        return;
    }
    m_runId = runs.front().id;
    if (m_stage == Stage::Predict && !m_hasPredicted) {
        predict();
    }
    show();
}

DemoWalk::Stage DemoWalk::stageOf(const RunRecord& run) const {
    // The validation cases come first, which nobody needs to look at.
    if (!m_predicting.isNull() && !m_predicting->hasEnded()) {
        return Stage::Predicting;
    }
    if (!m_session->project().predictions().list(run.id).empty()) {
        return m_hasInspected ? Stage::Inspecting : Stage::Inspect;
    }
    switch (run.status) {
        case RunStatus::Finished:
            return Stage::Predict;
        case RunStatus::Running:
            return Stage::Training;
        default:
            return m_hasSeenCases ? Stage::Train : Stage::Cases;
    }
}

void DemoWalk::show() {
    if (m_session == nullptr) {
        return;
    }
    GuideStrip::Guidance guidance{
        .steps = {tr("Look at the cases"), tr("Train"), tr("Predict"), tr("See what to trust")}};
    switch (m_stage) {
        case Stage::Cases:
            guidance.sentence =
                tr("%n generated volumes, most of them without a label that training may use. Select a case to see its "
                   "three planes; the split says what each is for.",
                   nullptr, m_plan.cases);
            guidance.action = tr("Next: train");
            break;
        case Stage::Train:
            guidance.step = 1;
            guidance.sentence =
                tr("Two subnetworks teach each other; the teaching weight says how strongly, voxel by voxel. It is the "
                   "method's own weight and does not say that a label is right. %n short iterations take a few "
                   "minutes; you can pause, or stop and resume later.",
                   nullptr, static_cast<int>(m_plan.iterations));
            guidance.action = tr("Start training");
            break;
        case Stage::Training:
            guidance.step = 1;
            guidance.sentence =
                tr("The curves move while it trains: losses, validation Dice, and how much of the volume teaches whom. "
                   "The pinned case shows its maps after every validation.");
            guidance.action = tr("Next: predict");
            guidance.whyDisabled = tr("The training has not ended yet.");
            break;
        case Stage::Predict:
        case Stage::Predicting:
            guidance.step = 2;
            guidance.sentence =
                tr("Trust is the probability that a voxel's label is right: where it is 0.9, about 9 of 10 labels are. "
                   "It is learned from the validation cases, whose labels are known; then the test cases are "
                   "predicted with all maps.");
            guidance.action = m_stage == Stage::Predict ? tr("Predict") : tr("Next: inspect");
            guidance.whyDisabled = m_stage == Stage::Predict
                                       ? QString()
                                       : tr("The cases are being predicted; the status bar says how far.");
            break;
        case Stage::Inspect:
            guidance.step = 3;
            guidance.sentence = tr("The maps are ready. See for every voxel how far it can be trusted.");
            guidance.action = tr("Show the trust");
            break;
        case Stage::Inspecting:
            guidance.step = 3;
            guidance.sentence =
                tr("Press N for the region with most errors to expect, click a voxel to see why, hold Space to see the "
                   "image "
                   "alone. The number keys switch layers.");
            guidance.action = tr("Done");
            break;
    }
    m_strip.guide(guidance);
}

void DemoWalk::act() {
    if (m_session == nullptr) {
        return;
    }
    switch (m_stage) {
        case Stage::Cases:
            m_hasSeenCases = true;
            Q_EMIT pageWanted("training");
            look();
            break;
        case Stage::Train:
            Q_EMIT pageWanted("training");
            Q_EMIT m_session->trainingWanted(m_runId);
            break;
        case Stage::Predict:
            predict();
            look();
            break;
        case Stage::Inspect:
            inspect();
            break;
        case Stage::Inspecting:
            dismiss();
            break;
        default:
            break;
    }
}

void DemoWalk::predict() {
    m_hasPredicted = true;
    auto job = std::make_unique<PredictionJob>(
        tr("Predicting the demo's cases"), m_runId,
        [folder = m_session->folder(), runId = m_runId](const std::function<void(std::int64_t)>& caseDone,
                                                        const Progress& progress, const std::stop_token& stop) {
            predictDemo(folder, runId, caseDone, progress, stop);
        });
    m_predicting = job.get();
    m_stage = Stage::Predicting;
    // The session hears of its end also after a failure or a cancellation: the cases that were done stay.
    queuePrediction(*m_session, std::move(job));
}

/// One of the test cases, unless none was predicted.
std::int64_t DemoWalk::caseToInspect(const std::vector<PredictionRecord>& predictions) const {
    const Project& project = m_session->project();
    const auto tests = project.splits().casesFor<SplitRole::Test>(project.runs().get(m_runId).splitId.value());
    const auto isTest = [&](const PredictionRecord& one) {
        return std::ranges::any_of(tests, [&](const auto& test) { return test.caseId() == one.caseId; });
    };
    const auto found = std::ranges::find_if(predictions, isTest);
    return (found == predictions.end() ? predictions.front() : *found).caseId;
}

void DemoWalk::inspect() {
    m_hasInspected = true;
    m_session->attempt([this] {
        const auto predictions = m_session->project().predictions().list(m_runId);
        if (!predictions.empty()) {
            Q_EMIT m_session->showCase(m_runId, caseToInspect(predictions));
        }
    });
    look();
}

void DemoWalk::dismiss() {
    m_settings.setValue(kDismissed, true);
    detach();
}

}  // namespace tandem
