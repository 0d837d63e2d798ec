// What data sets say of themselves in files beside their images: classes, names, unknown voxels, splits.
#include "storage/import/import_plan.h"
#include "tests/import/plan_text.h"
#include "tests/import/sample_files.h"

#include <QtTest>

using namespace tandem;

class TestDatasetDescriptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void classesOfADescription_data();
    void classesOfADescription();
    void aDescriptionNamesItsFiles();
    void whatIsIgnoredIsUnknown();
    void splitsOfNnunet();
};

void TestDatasetDescriptions::classesOfADescription_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("classes");
    QTest::newRow("Medical Segmentation Decathlon")
        << R"({"modality": {"0": "MRI"}, "labels": {"0": "background", "1": "left atrium"},
               "training": [{"image": "./imagesTr/la_0001.nii.gz", "label": "./labelsTr/la_0001.nii.gz"}]})"
        << "0 background, 1 left atrium";
    QTest::newRow("nnU-Net") << R"({"channel_names": {"0": "CT"}, "labels": {"background": 0, "liver": 1, "tumour": 2},
                                    "file_ending": ".nii.gz"})"
                             << "0 background, 1 liver, 2 tumour";
    QTest::newRow("nnU-Net with regions, and voxels to ignore")
        << R"({"labels": {"background": 0, "whole tumour": [1, 2, 3], "core": [2, 3], "enhancing": [3], "ignore": 4}})"
        << "0 background, 1 whole tumour, 2 core, 3 enhancing";
    QTest::newRow("values with gaps")
        << R"({"labels": {"0": "background", "205": "myocardium", "500": "left ventricle"}})"
        << "0 background, 205 myocardium, 500 left ventricle";
    QTest::newRow("no classes") << R"({"description": "images"})" << "";
    QTest::newRow("no JSON") << "images" << "!";
    QTest::newRow("another form") << R"({"labels": ["a", "b"]})" << "";
    QTest::newRow("two classes of a name") << R"({"labels": {"0": "background", "1": "a", "2": "a"}})" << "!";
}

void TestDatasetDescriptions::classesOfADescription() {
    QFETCH(QString, json);
    QFETCH(QString, classes);
    const SampleFiles sample;
    for (const char* name : {"imagesTr/la_0001.nii.gz", "labelsTr/la_0001.nii.gz"}) {
        sample.write(name, "x");
    }
    sample.write("dataset.json", json.toStdString());
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(textOf(plan, sample), QString("la_0001: imagesTr/la_0001.nii.gz | labelsTr/la_0001.nii.gz"));
    QStringList named;
    for (const LabelClass& one : plan.classes.value_or(LabelScheme()).classes) {
        named << QString::number(one.fileValue) + " " + QString::fromStdString(one.name);
    }
    QCOMPARE(named.join(", "), classes == "!" ? QString() : classes);
    QCOMPARE(plan.findings.size(), classes == "!" ? std::size_t{1} : std::size_t{0});
}

void TestDatasetDescriptions::aDescriptionNamesItsFiles() {
    const SampleFiles sample;
    for (const char* name : {"imagesTr/a_0000.nii.gz", "imagesTr/a_0001.nii.gz", "imagesTr/preview.nrrd",
                             "scans/b.nii.gz", "drawn/of-b.nii.gz"}) {
        sample.write(name, "x");
    }
    sample.write("dataset.json", R"({"channel_names": {"0": "T1", "1": "T2"}, "labels": {"background": 0, "x": 1},
        "file_ending": ".nii.gz", "dataset": {"b": {"images": ["scans/b.nii.gz"], "label": "drawn\\of-b.nii.gz"}}})");
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(textOf(plan, sample),
             QString("a: imagesTr/a_0000.nii.gz+imagesTr/a_0001.nii.gz\nb: scans/b.nii.gz | drawn/of-b.nii.gz"));
    QCOMPARE(plan.ignoredFiles, 1);
}

void TestDatasetDescriptions::whatIsIgnoredIsUnknown() {
    const SampleFiles sample;
    for (const char* name : {"one/imagesTr/a_0000.nii.gz", "one/labelsTr/a.nii.gz", "two/imagesTr/b_0000.nii.gz",
                             "two/labelsTr/b.nii.gz"}) {
        sample.write(name, "x");
    }
    sample.write("one/dataset.json", R"({"channel_names": {"0": "CT"}, "file_ending": ".nii.gz",
        "labels": {"background": 0, "liver": 1, "ignore": 2}})");
    sample.write("two/dataset.json", R"({"channel_names": {"0": "CT"}, "file_ending": ".nii.gz",
        "labels": {"background": 0, "liver": 1, "tumour": 2}})");
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(plan.cases.size(), std::size_t{2});
    QCOMPARE(plan.cases[0].unknownValue, std::optional<std::int32_t>(2));
    QVERIFY(!plan.cases[1].unknownValue);
    QCOMPARE(plan.classes->names(), (std::vector<std::string>{"background", "liver"}));
}

void TestDatasetDescriptions::splitsOfNnunet() {
    const SampleFiles sample;
    for (const char* name : {"imagesTr/a_0000.nii", "labelsTr/a.nii", "imagesTr/b_0000.nii", "labelsTr/b.nii",
                             "imagesTs/c_0000.nii", "labelsTs/c.nii", "imagesTs/d_0000.nii", "imagesUn/e_0000.nii"}) {
        sample.write(name, "x");
    }
    sample.write("splits_final.json", R"([{"train": ["a"], "val": ["b"]}, {"train": ["b", "gone"], "val": ["a"]}])");
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(plan.splits.size(), std::size_t{2});
    using Cases = std::map<SplitRole, std::vector<std::string>>;
    QCOMPARE(plan.splits[0].name, "fold 0");
    QCOMPARE(plan.splits[0].cases, (Cases{{SplitRole::TrainingLabelled, {"a"}},
                                          {SplitRole::TrainingUnlabelled, {"e"}},
                                          {SplitRole::Validation, {"b"}},
                                          {SplitRole::Test, {"c"}}}));
    QCOMPARE(plan.splits[1].cases.at(SplitRole::TrainingLabelled), (std::vector<std::string>{"b"}));
    sample.write("splits_final.json", "{\"train\": 1}");
    QCOMPARE(planImport({sample.path()}, {}).findings.size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestDatasetDescriptions)
#include "tst_dataset_descriptions.moc"
