#include "ui/datasets/import/import_options_form.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <algorithm>

namespace tandem {

ImportOptionsForm::ImportOptionsForm(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_suffix =
        addField(tr("&Only images ending with"), "importSuffix", tr("all images; or for example _flair"),
                 tr("The ending of file names before .nii.gz and the like; it is left out of the cases' names."));
    m_values = addField(
        tr("Label &values"), "importValues", tr("as the project's classes say; or for example 0=0, 200=1, 255=unknown"),
        tr("Voxel value = number of the class, or = unknown, where a label's values are not those of the classes."));
    m_patient = addField(tr("&Patient within the name"), "importPatient", tr("not in the name"),
                         tr("A regular expression whose first group is the patient; cases of a patient stay together "
                            "when they are divided."));
    m_patient->setText(QString::fromStdString(ImportOptions().patientPattern));
    m_structures =
        addField(tr("Structu&res are"), "importStructures", tr("classes of their names; or for example GTV-1=tumour"),
                 tr("Structure = class, parted by semicolons; with nothing after = the structure is left out."));
    m_priority = addField(tr("Where structures overl&ap"), "importPriority",
                          tr("the later class counts; or for example tumour; heart"),
                          tr("Classes that get the voxels which several claim, parted by semicolons, the first before "
                             "all others."));
    m_resample = new QCheckBox(tr("Ta&ke the nearest voxels"), this);
    m_resample->setObjectName("importResample");
    m_resample->setToolTip(tr("Of a label that lies on another grid than its image; else such a case is refused."));
    addRow(tr("Labels on another grid"), m_resample, m_resample);
    connect(m_resample, &QCheckBox::toggled, this, &ImportOptionsForm::changed);
    m_spacingRow = makeSpacing();
    addRow(tr("&Spacing, as these files do not say it"), m_spacingRow, m_spacing.front());
    setSpacingWanted(false);
    setStructuresWanted(false);
}

void ImportOptionsForm::addRow(const QString& title, QWidget* field, QWidget* buddy) {
    auto* const label = new QLabel(title, this);
    label->setBuddy(buddy);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(field, row, 1);
}

void ImportOptionsForm::showRow(QWidget& field, bool isShown) {
    int row = 0;
    int column = 0;
    int rows = 0;
    int columns = 0;
    m_grid->getItemPosition(m_grid->indexOf(&field), &row, &column, &rows, &columns);
    m_grid->itemAtPosition(row, 0)->widget()->setVisible(isShown);
    field.setVisible(isShown);
}

QLineEdit* ImportOptionsForm::addField(const QString& title, const QString& name, const QString& placeholder,
                                       const QString& tip) {
    auto* const edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(tip);
    addRow(title, edit, edit);
    // Leaving an unchanged field must not start again, as that would swallow the click on Import.
    connect(edit, &QLineEdit::editingFinished, this, [this, edit] {
        if (edit->isModified()) {
            edit->setModified(false);
            Q_EMIT changed();
        }
    });
    return edit;
}

QWidget* ImportOptionsForm::makeSpacing() {
    auto* const box = new QWidget(this);
    auto* const row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    for (std::size_t axis = 0; axis < m_spacing.size(); ++axis) {
        auto* const spin = new QDoubleSpinBox(box);
        spin->setObjectName("importSpacing" + QString::number(axis));
        spin->setAccessibleName(tr("Spacing along axis %1").arg(axis + 1));
        spin->setRange(0, 100);
        spin->setDecimals(4);
        spin->setSingleStep(0.1);
        spin->setSuffix(tr(" mm"));
        spin->setSpecialValueText(tr("not given"));
        spin->setKeyboardTracking(false);
        connect(spin, &QDoubleSpinBox::valueChanged, this, &ImportOptionsForm::changed);
        row->addWidget(spin);
        m_spacing[axis] = spin;
    }
    row->addStretch();
    return box;
}

void ImportOptionsForm::setSpacingWanted(bool isWanted) {
    showRow(*m_spacingRow, isWanted);
}

void ImportOptionsForm::setStructuresWanted(bool areWanted) {
    showRow(*m_structures, areWanted);
    showRow(*m_priority, areWanted);
}

void ImportOptionsForm::setLabelValues(const LabelValueMap& classOfValue) {
    m_values->setText(QString::fromStdString(textOf(classOfValue)));
    Q_EMIT changed();
}

ImportOptions ImportOptionsForm::options() const {
    ImportOptions chosen;
    chosen.imageSuffix = m_suffix->text().trimmed().toStdString();
    chosen.labelValues = parseLabelValues(m_values->text().remove(' ').toStdString());
    chosen.patientPattern = m_patient->text().trimmed().toStdString();
    chosen.structures = {.classOf = parseStructureClasses(m_structures->text().toStdString()),
                         .priority = parseClassPriority(m_priority->text().toStdString())};
    chosen.resamplesLabels = m_resample->isChecked();
    if (std::ranges::all_of(m_spacing, [](const QDoubleSpinBox* spin) { return spin->value() > 0; })) {
        chosen.spacingMm = Vector3{m_spacing[0]->value(), m_spacing[1]->value(), m_spacing[2]->value()};
    }
    chosen.check();
    return chosen;
}

}  // namespace tandem
