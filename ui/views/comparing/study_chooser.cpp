#include "ui/views/comparing/study_chooser.h"

#include "core/encoders/presets.h"
#include "ui/look/look.h"
#include "ui/models/run_model.h"
#include "ui/models/study_model.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/short_spin.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

/// The settings of the next run with the choice's data, preset and epochs.
RunConfig configOf(Studio& studio) {
    const StudyChoice& choice = studio.studyChoice();
    RunConfig config = studio.draft();
    if (choice.data)
        config.data = *choice.data;
    if (!choice.preset.empty())
        apply(findPreset(choice.preset), config);
    if (choice.epochs) {
        config.train.epochs = *choice.epochs;
        config.train.steps = 0;
    }
    if (!choice.preset.empty() || !choice.encoders.contains(config.model.encoder))
        config.model.hyperparameters.clear(); // they are another encoder's, or the preset gives them
    return config;
}

bool sameSettings(const StudyRequest& first, const StudyRequest& second) {
    const auto common = [](RunConfig config) { // what is set for each model of a study does not count
        config.model.encoder.clear();
        config.model.sharing = Sharing::None;
        config.model.hyperparameters.clear();
        return config;
    };
    return first.preset == second.preset && common(first.config) == common(second.config);
}

} // namespace

StudyRequest requestOf(Studio& studio, const std::vector<StudyResult>& studies) {
    const StudyChoice& choice = studio.studyChoice();
    StudyRequest request;
    request.config = configOf(studio);
    request.preset = choice.preset;
    request.encoders.clear(); // not all of them
    for (const EncoderSpec& spec : builtinEncoders().all())
        if (choice.encoders.contains(spec.id))
            request.encoders.push_back(spec.id);
    for (const Sharing sharing : choice.sharings)
        request.sharings.emplace_back(toString(sharing));
    request.offeredOnly = true;
    request.seeds = choice.seeds;
    request.threads = studio.device().choice().threads;
    request.name = choice.name;
    if (!request.name.empty())
        return request;
    // Other settings make another study: it must not hide the one that bears the data set's name.
    const std::string base = studyName(request);
    request.name = base;
    for (int number = 2;; ++number) {
        const auto known = std::find_if(studies.begin(), studies.end(),
                                        [&](const StudyResult& study) { return study.name == request.name; });
        if (known == studies.end() || (known->request && sameSettings(*known->request, request)))
            return request;
        request.name = base + ", " + std::to_string(number);
    }
}

StudyChooser::StudyChooser(const Look& look, Studio& studio, QWidget* parent)
    : ChooserPane(look, parent), m_studio(studio), m_choice(studio.studyChoice()) {
    addSection(tr("Studies"));
    addStored("studyList", tr("Studies of the lab"), tr("No study yet."));
    createEncoders();
    createSharings();
    createSettings();
    column().addStretch(1);
    connect(&studio, &Studio::settingsChanged, this, &StudyChooser::follow);
    follow();
}

QVBoxLayout* StudyChooser::addRows() {
    auto* rows = new QVBoxLayout;
    rows->setContentsMargins(look().u(3), 0, look().u(3), look().u(1));
    rows->setSpacing(look().u(1));
    column().addLayout(rows);
    return rows;
}

void StudyChooser::createEncoders() {
    addSection(tr("Encoders"));
    QVBoxLayout* rows = addRows();
    for (const EncoderSpec& spec : builtinEncoders().all())
        rows->addWidget(makeEncoderBox("studyEncoder_", spec, m_choice.encoders));
}

void StudyChooser::createSharings() {
    addSection(tr("Sharing"));
    QVBoxLayout* rows = addRows();
    for (const Sharing sharing :
         {Sharing::None, Sharing::QueryValue, Sharing::QueryValueHead, Sharing::QueryValueLayer}) {
        QCheckBox* box = makeBox(
            QStringLiteral("studySharing_") + QString::fromLatin1(toString(sharing)), sharingTitle(sharing),
            tr("An encoder that does not offer this mode takes part without it"), m_choice.sharings, sharing);
        rows->addWidget(box);
        m_sharings.emplace(sharing, box);
    }
}

void StudyChooser::addField(QGridLayout* grid, const QString& name, QWidget* field) {
    const int row = grid->rowCount();
    auto* label = new LookLabel(look(), Type::Body, Role::Muted, name, widget());
    label->setBuddy(field);
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row, 1);
    field->setMinimumWidth(look().u(20));
    field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StudyChooser::createSettings() {
    QWidget* pane = widget();
    addSection(tr("Data and training"));
    auto* grid = new QGridLayout;
    grid->setContentsMargins(look().u(3), 0, look().u(3), look().u(1));
    grid->setVerticalSpacing(look().u(1.5));
    grid->setHorizontalSpacing(look().u(2));
    grid->setColumnStretch(1, 1);
    const auto prepare = [](QWidget* field, const char* name, const QString& tip) {
        field->setObjectName(QString::fromLatin1(name));
        field->setAccessibleName(tip);
        field->setToolTip(tip);
    };
    m_data = new QComboBox(pane);
    prepare(m_data, "studyData", tr("Data set of the study"));
    m_data->setModel(&m_studio.data());
    m_data->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addField(grid, tr("Data"), m_data);
    m_preset = new QComboBox(pane);
    prepare(m_preset, "studyPreset", tr("Where sizes and training settings come from"));
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_preset->addItem(tr("As the next run"), QString());
    for (const Preset& preset : builtinPresets())
        m_preset->addItem(QString::fromStdString(preset.title), QString::fromStdString(preset.id));
    addField(grid, tr("Preset"), m_preset);
    m_epochs = new ShortSpin(pane);
    prepare(m_epochs, "studyEpochs", tr("Epochs of each run"));
    m_epochs->setRange(0.01, 1000);
    addField(grid, tr("Epochs"), m_epochs);
    m_seeds = new QSpinBox(pane);
    prepare(m_seeds, "studySeeds", tr("Seeds of each model, from the next run's seed on"));
    m_seeds->setRange(1, 100);
    addField(grid, tr("Seeds"), m_seeds);
    m_name = new QLineEdit(pane);
    prepare(m_name, "studyName", tr("Name of the study, kept as a tag of its runs"));
    addField(grid, tr("Name"), m_name);
    m_about = new LookLabel(look(), Type::Axis, Role::Muted, {}, pane);
    m_about->setObjectName(QStringLiteral("studyAbout"));
    m_about->setWordWrap(true);
    grid->addWidget(m_about, grid->rowCount(), 0, 1, 2);
    column().addLayout(grid);
    const auto changed = [this] {
        follow();
        emit choiceChanged();
    };
    connect(m_data, &QComboBox::activated, this, [this, changed](int row) {
        m_choice.data = m_studio.data().entry(row).config;
        changed();
    });
    connect(m_preset, &QComboBox::activated, this, [this, changed] {
        m_choice.preset = m_preset->currentData().toString().toStdString();
        m_choice.epochs.reset();
        changed();
    });
    connect(m_epochs, &QDoubleSpinBox::valueChanged, this, [this, changed](double epochs) {
        m_choice.epochs = epochs;
        changed();
    });
    connect(m_seeds, &QSpinBox::valueChanged, this, [this, changed](int seeds) {
        m_choice.seeds = seeds;
        changed();
    });
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& name) {
        m_choice.name = name.trimmed().toStdString();
        emit choiceChanged();
    });
}

void StudyChooser::follow() {
    const RunConfig config = configOf(m_studio);
    const auto tick = [](QCheckBox* box, bool on) {
        const QSignalBlocker quiet(box); // the choice says so already
        box->setChecked(on);
    };
    for (const auto& [id, box] : encoderBoxes())
        tick(box, m_choice.encoders.contains(id));
    for (const auto& [sharing, box] : m_sharings)
        tick(box, m_choice.sharings.contains(sharing));
    const QSignalBlocker quietEpochs(m_epochs), quietSeeds(m_seeds);
    m_data->setCurrentIndex(m_studio.data().rowOf(config.data));
    m_preset->setCurrentIndex(m_preset->findData(QString::fromStdString(m_choice.preset)));
    if (m_epochs->value() != config.train.epochs)
        m_epochs->setValue(config.train.epochs);
    m_seeds->setValue(m_choice.seeds);
    if (m_name->text().trimmed().toStdString() != m_choice.name)
        m_name->setText(QString::fromStdString(m_choice.name));
    StudyRequest unnamed;
    unnamed.config = config;
    m_name->setPlaceholderText(QString::fromStdString(studyName(unnamed)));
    m_about->setText(tr("width %1, %2 heads, %3 layers, texts up to %4 tokens, batch %5, learning rate %6")
                         .arg(config.model.dim)
                         .arg(config.model.heads)
                         .arg(config.model.layers)
                         .arg(formatCount(config.model.maxLength))
                         .arg(config.train.batch)
                         .arg(formatRate(config.train.learningRate)));
}

void StudyChooser::setStudies(const std::vector<StudyResult>& studies, int current) {
    QList<QStandardItem*> items;
    for (const StudyResult& study : studies) {
        std::size_t runs = 0;
        for (const StudyRow& row : study.rows)
            runs += row.runs.size();
        auto* item = new QStandardItem(QString::fromStdString(study.name));
        item->setData(runs == 1 ? tr("1 run") : tr("%n runs", nullptr, static_cast<int>(runs)), NumberRole);
        item->setToolTip(study.stopped
                             ? tr("%1\nnot every run has finished").arg(QString::fromStdString(study.data))
                             : QString::fromStdString(study.name + "\n" + study.data));
        items << item;
    }
    setStored(items, current);
}

} // namespace lab
