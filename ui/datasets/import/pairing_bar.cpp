#include "ui/datasets/import/pairing_bar.h"

#include "core/base/list_text.h"
#include "storage/import/import_plan.h"
#include "ui/theme/allow.h"
#include "ui/theme/breakable.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem {

PairingBar::PairingBar(QWidget* parent)
    : QWidget(parent),
      m_reading(new QLabel(this)),
      m_images(makePattern("importImageNames", tr("as they are read; or volume-*"))),
      m_labels(makePattern("importLabelNames", tr("as they are read; or segmentation-*"))),
      m_pairs(new QLabel(this)),
      m_areLabels(new QPushButton(tr("These are la&bels"), this)),
      m_probable(new QPushButton(this)),
      m_classes(new QPushButton(this)),
      m_forget(new QPushButton(tr("As fo&und"), this)) {
    m_reading->setObjectName("importReading");
    m_reading->setWordWrap(true);
    m_pairs->setObjectName("importPairs");
    m_pairs->hide();
    m_areLabels->setObjectName("importAreLabels");
    m_probable->setObjectName("importProbable");
    m_classes->setObjectName("importTakeClasses");
    m_forget->setObjectName("importForget");
    m_forget->setToolTip(tr("Forgets what was chosen by hand, and goes by the names again"));
    auto* const patterns = new QHBoxLayout;
    auto* const imagesTitle = new QLabel(tr("Ima&ges are named"), this);
    imagesTitle->setBuddy(m_images);
    auto* const labelsTitle = new QLabel(tr("lab&els"), this);
    labelsTitle->setBuddy(m_labels);
    patterns->addWidget(imagesTitle);
    patterns->addWidget(m_images, 1);
    patterns->addWidget(labelsTitle);
    patterns->addWidget(m_labels, 1);
    patterns->addWidget(m_pairs);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_reading, 1);
    for (QPushButton* button : {m_areLabels, m_probable, m_classes, m_forget}) {
        button->setAutoDefault(false);
        buttons->addWidget(button, 0, Qt::AlignTop);
    }
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(patterns);
    layout->addLayout(buttons);
    connect(m_areLabels, &QPushButton::clicked, this, &PairingBar::selectionAreLabels);
    connect(m_probable, &QPushButton::clicked, this, &PairingBar::probableAreLabels);
    connect(m_classes, &QPushButton::clicked, this, &PairingBar::classesWanted);
    connect(m_forget, &QPushButton::clicked, this, &PairingBar::forgetWanted);
    m_classes->hide();
    setScope(0, 0, false);
    countPairs();
}

QLineEdit* PairingBar::makePattern(const QString& name, const QString& placeholder) {
    auto* const edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(
        tr("Names without .nii.gz and the like, in which * stands for the case; with the folder before it "
           "where that names the case: */imaging."));
    connect(edit, &QLineEdit::textChanged, this, &PairingBar::countPairs);
    // As leaving an unchanged field must not begin anew.
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
        if (edit->isModified()) {
            edit->setModified(false);
            Q_EMIT patternsChanged();
        }
    });
    return edit;
}

void PairingBar::countPairs() {
    const bool areBoth = !imageNames().isEmpty() && !labelNames().isEmpty();
    const std::size_t pairs =
        areBoth ? tandem::countPairs(m_files, imageNames().toStdString(), labelNames().toStdString()) : 0;
    m_pairs->setText(areBoth ? tr("%n pair(s)", nullptr, static_cast<int>(pairs)) : QString());
    m_pairs->setVisible(areBoth);
}

void PairingBar::setPlan(const ImportPlan& plan, bool areClassesTheProjects) {
    m_files = plan.files;
    m_reading->setText(breakable(QString::fromStdString(plan.reading)));
    m_classes->setVisible(plan.classes && !areClassesTheProjects);
    if (plan.classes) {
        m_classes->setText(tr("Take its %n &class(es)", nullptr, plan.classes->count()));
        m_classes->setToolTip(tr("Makes the classes that the data set names the project's: %1")
                                  .arg(QString::fromStdString(listText(plan.classes->names()))));
    }
    countPairs();
}

void PairingBar::setScope(int selected, int probableLabels, bool isAnythingChosen) {
    allow(*m_areLabels, selected == 0 ? tr("Select the cases that are labels first.") : QString(),
          tr("Takes the selected cases for labels, and pairs each with the image whose name is most like its own"));
    m_probable->setVisible(probableLabels > 0);
    m_probable->setText(tr("%n is probably a label: pair it", nullptr, probableLabels));
    m_probable->setToolTip(tr("Few whole numbers on the grid of another image: takes these for labels"));
    m_forget->setVisible(isAnythingChosen);
}

void PairingBar::setPatterns(const PairingChoices& choices) {
    m_images->setText(QString::fromStdString(choices.imageNames));
    m_labels->setText(QString::fromStdString(choices.labelNames));
}

QString PairingBar::imageNames() const {
    return m_images->text().trimmed();
}

QString PairingBar::labelNames() const {
    return m_labels->text().trimmed();
}

}  // namespace tandem
