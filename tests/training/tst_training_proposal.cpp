// A proposal for a project of phantoms with the real engine, and how a run keeps it.
#include "core/engine_module.h"
#include "core/settings/preset.h"
#include "storage/db/run_repository.h"
#include "storage/training/run_configuration.h"
#include "storage/training/run_extension.h"
#include "storage/training/training_proposal.h"
#include "storage/training/training_study.h"
#include "tests/core/expect_error.h"
#include "tests/ui/training/phantom_project.h"

#include <nlohmann/json.hpp>

#include <QtTest>
#include <fstream>
#include <memory>

using namespace tandem;

namespace {

constexpr auto kSilent = [](double, std::string_view) {};

}  // namespace

class TestTrainingProposal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_engine = openEngine(); }
    void init() { m_phantoms = std::make_unique<PhantomProject>(); }
    void theEngineSaysWhatFits();
    void aDeviceThatIsNotThereIsNamed();
    void aRunKeepsWhatWasProposedAndWhy();

private:
    [[nodiscard]] Proposal proposal(const std::string& device) {
        const Preset& preset = presetNamed(kDataPreset);
        TrainingSettings training = preset.training;
        training.device = device;
        return proposeTraining(m_phantoms->project(), *m_engine, preset.preparation, training, kSilent, {});
    }

    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<PhantomProject> m_phantoms;
};

void TestTrainingProposal::theEngineSaysWhatFits() {
    const Proposal made = proposal("cpu");
    QCOMPARE(made.training.device, std::string("cpu"));
    QCOMPARE(made.training.patch, (Index3{32, 32, 32}));  // 32 x 32 x 24 voxels to the nearest multiple of 16
    QCOMPARE(made.training.filters, std::int64_t{8});
    QCOMPARE(made.training.iterations, std::int64_t{6000});
    TrainingPlan plan;
    plan.settings = made.training;
    plan.classNames = {"background", "atrium"};
    QVERIFY(m_engine->estimateTraining(plan).fits);
}

void TestTrainingProposal::aDeviceThatIsNotThereIsNamed() {
    const auto error = errorOf([&] { return proposal("cuda:77"); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::NotFound);
    QVERIFY2(mentions(error, "\"cuda:77\"") && mentions(error, "cpu"), error->what());
}

void TestTrainingProposal::aRunKeepsWhatWasProposedAndWhy() {
    Proposal made = proposal("cpu");
    TrainingRequest request{.training = made.training,
                            .preparation = made.preparation,
                            .splitId = m_phantoms->splitId(),
                            .proposal = made.values};
    request.training.iterations = 7;  // as a person has it otherwise
    Project& project = m_phantoms->project();
    const RunRecord run = queueTraining(project, *m_engine, request);
    const auto keeps = [&](const nlohmann::ordered_json& json) {
        const auto& list = json.at("proposal");
        const auto found =
            std::ranges::find_if(list, [](const auto& one) { return one.at("setting") == "iterations"; });
        return list == proposalJson(made.values) && found != list.end() && found->at("value") == "6000" &&
               found->at("reason").template get<std::string>().find("at least 6000") != std::string::npos;
    };
    const auto config = [&] {
        std::ifstream file(project.runFolder(run) / "config.json");
        return nlohmann::ordered_json::parse(file);
    };
    QVERIFY(keeps(config()));
    QVERIFY(keeps(runJson(project, run)));
    refreshRunConfiguration(project, run.id);
    QVERIFY(keeps(config()));
    request.proposal.clear();
    QVERIFY(!runJson(project, queueTraining(project, *m_engine, request)).contains("proposal"));
}

QTEST_GUILESS_MAIN(TestTrainingProposal)
#include "tst_training_proposal.moc"
