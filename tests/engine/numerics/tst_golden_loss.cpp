// The loss, its parts and its gradients against the reference's numbers.
#include "core/engine/loss/dice.h"
#include "core/engine/loss/mutual.h"
#include "core/engine/numerics/precision.h"
#include "tests/engine/numerics/golden_files.h"

#include <QtTest>

using namespace tandem;

class TestGoldenLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parts_data();
    void parts();
};

void TestGoldenLoss::parts_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("underAutocast");
    QTest::addColumn<bool>("channelsLast");
    for (const char* file : {"binary", "four_classes", "absent_class", "ties"}) {
        QTest::addRow("%s", file) << QString(file) << false << false;
        QTest::addRow("%s under autocast, channels-last", file) << QString(file) << true << true;
    }
}

void TestGoldenLoss::parts() {
    QFETCH(QString, file);
    QFETCH(bool, underAutocast);
    QFETCH(bool, channelsLast);
    const std::string name = "mutual_" + file.toStdString();
    const TensorFile golden = goldenTensors(name);
    const auto laidOut = [&](const char* key) {
        const torch::Tensor& plain = golden.tensors.at(key);
        return channelsLast ? plain.contiguous(torch::MemoryFormat::ChannelsLast3d) : plain;
    };
    const torch::Tensor logitsA = laidOut("logits_a").clone().requires_grad_();
    const torch::Tensor logitsB = laidOut("logits_b").clone().requires_grad_();
    const torch::Tensor featuresA = laidOut("features_a").clone().requires_grad_();
    const torch::Tensor featuresB = laidOut("features_b").clone().requires_grad_();

    const AutocastGuard autocast(torch::kCPU, underAutocast ? Precision::BFloat16 : Precision::Float32);
    const MutualTerms terms = mutualTerms({{{logitsA, featuresA}, {logitsB, featuresB}}});
    const std::int64_t labelled = std::stoll(golden.metadata.at("labelled"));
    const torch::Tensor labels = golden.tensors.at("labels").narrow(0, 0, labelled);
    const torch::Tensor dice = diceLoss(terms.probabilities[0].narrow(0, 0, labelled), labels) +
                               diceLoss(terms.probabilities[1].narrow(0, 0, labelled), labels.to(torch::kUInt8));
    const torch::Tensor mutual = terms.ofStudent[0].loss + terms.ofStudent[1].loss;
    const torch::Tensor total =
        std::stod(golden.metadata.at("supervised_weight")) * dice + std::stod(golden.metadata.at("ramp")) * mutual;
    total.backward();

    const std::array<std::string, 2> letters{"a", "b"};
    for (std::size_t student = 0; student < 2; ++student) {
        const MutualDirection& direction = terms.ofStudent[student];
        const auto expected = [&](const std::string& key) { return golden.tensors.at(key + letters[student]); };
        VERIFY_CLOSE(terms.entropies[student], expected("entropy_"), 1e-5);
        VERIFY_CLOSE(direction.mask, expected("mask_student_"), 0.0);
        VERIFY_CLOSE(direction.similarity, expected("similarity_teacher_of_"), 1e-5);
        VERIFY_CLOSE(direction.weight, expected("weight_student_"), 1e-5);
        VERIFY_CLOSE(direction.loss, expected("loss_student_"), 1e-5);
        QVERIFY(std::abs(direction.fraction.item<double>() - expected("mask_student_").mean().item<double>()) < 1e-6);
    }
    VERIFY_CLOSE(mutual, golden.tensors.at("loss_mutual"), 1e-5);
    VERIFY_CLOSE(dice, golden.tensors.at("loss_dice"), 1e-5);
    VERIFY_CLOSE(total, golden.tensors.at("loss_total"), 1e-5);
    VERIFY_CLOSE(logitsA.grad(), golden.tensors.at("grad_logits_a"), 1e-5);
    VERIFY_CLOSE(logitsB.grad(), golden.tensors.at("grad_logits_b"), 1e-5);
    // Gradients of single voxels are small, so they are also compared by their scale.
    const double scale = golden.tensors.at("grad_logits_a").abs().max().item<double>();
    VERIFY_CLOSE(logitsA.grad() / scale, golden.tensors.at("grad_logits_a") / scale, 1e-4);
    QVERIFY2(!featuresA.grad().defined() && !featuresB.grad().defined(), "The features must not be a path.");
}

QTEST_GUILESS_MAIN(TestGoldenLoss)
#include "tst_golden_loss.moc"
