#include "ui/views/comparing/study_chooser.h"

#include "core/encoders/presets.h"
#include "ui/look/look.h"
#include "ui/look/run_mark.h"
#include "ui/models/run_model.h"
#include "ui/models/study_model.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/content_list.h"
#include "ui/views/controls/look_label.h"
#include "ui/views/controls/section_header.h"
#include "ui/views/controls/short_spin.h"
#include "ui/words/encoder_names.h"
#include "ui/words/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace lab {
namespace {

QIcon markIcon(const Look& look, int slot) {
    const int side = look.u(3.5);
    QPixmap pixmap(QSize(side, side) * 2);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintRunMark(painter, QPointF(side / 2.0, side / 2.0), look.u(1), look.theme().runMark(slot), false);
    return pixmap;
}

template <class Value> void setTicked(std::set<Value>& set, const Value& value, bool on) {
    if (on)
        set.insert(value);
    else
        set.erase(value);
}

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
    : QScrollArea(parent),
      m_look(look),
      m_studio(studio),
      m_choice(studio.studyChoice()),
      m_model(new QStandardItemModel(this)) {
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* pane = new QWidget(this);
    for (QWidget* each : std::initializer_list<QWidget*>{pane, this, viewport()})
        each->setBackgroundRole(QPalette::Window);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, look.u(2));
    column->setSpacing(0);
    setWidget(pane);
    createStudies();
    createEncoders();
    createSharings();
    createSettings();
    column->addStretch(1);
    connect(&look, &Look::changed, this, &StudyChooser::restyle);
    connect(&studio, &Studio::settingsChanged, this, &StudyChooser::follow);
    restyle();
    follow();
}

void StudyChooser::createStudies() {
    QWidget* pane = widget();
    pane->layout()->addWidget(
        new SectionHeader(m_look, tr("Studies"), SectionHeader::Place::Navigator, pane));
    m_studies = new ContentList(m_look, m_model, pane);
    m_studies->setObjectName(QStringLiteral("studyList"));
    m_studies->setAccessibleName(tr("Studies of the lab"));
    m_studies->setIndentation(0);
    connect(m_studies->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { emit studyChosen(index.row()); });
    pane->layout()->addWidget(m_studies);
    m_none = new LookLabel(m_look, Type::Secondary, Role::Muted, tr("No study yet."), pane);
    m_none->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    pane->layout()->addWidget(m_none);
}

void StudyChooser::createEncoders() {
    QWidget* pane = widget();
    pane->layout()->addWidget(
        new SectionHeader(m_look, tr("Encoders"), SectionHeader::Place::Navigator, pane));
    auto* rows = new QVBoxLayout;
    rows->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    rows->setSpacing(m_look.u(1));
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        auto* box = new QCheckBox(QString::fromStdString(spec.title), pane);
        box->setObjectName(QStringLiteral("studyEncoder_") + QString::fromStdString(spec.id));
        box->setToolTip(QString::fromStdString(spec.reference));
        connect(box, &QCheckBox::clicked, this, [this, id = spec.id](bool on) {
            setTicked(m_choice.encoders, id, on);
            emit choiceChanged();
        });
        rows->addWidget(box);
        m_encoders.emplace(spec.id, box);
    }
    static_cast<QVBoxLayout*>(pane->layout())->addLayout(rows);
}

void StudyChooser::createSharings() {
    QWidget* pane = widget();
    pane->layout()->addWidget(
        new SectionHeader(m_look, tr("Sharing"), SectionHeader::Place::Navigator, pane));
    auto* rows = new QVBoxLayout;
    rows->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    rows->setSpacing(m_look.u(1));
    for (const Sharing sharing :
         {Sharing::None, Sharing::QueryValue, Sharing::QueryValueHead, Sharing::QueryValueLayer}) {
        auto* box = new QCheckBox(sharingTitle(sharing), pane);
        box->setObjectName(QStringLiteral("studySharing_") + QString::fromLatin1(toString(sharing)));
        box->setToolTip(tr("An encoder that does not offer this mode takes part without it"));
        connect(box, &QCheckBox::clicked, this, [this, sharing](bool on) {
            setTicked(m_choice.sharings, sharing, on);
            emit choiceChanged();
        });
        rows->addWidget(box);
        m_sharings.emplace(sharing, box);
    }
    static_cast<QVBoxLayout*>(pane->layout())->addLayout(rows);
}

void StudyChooser::addField(QGridLayout* grid, const QString& name, QWidget* field) {
    const int row = grid->rowCount();
    auto* label = new LookLabel(m_look, Type::Body, Role::Muted, name, widget());
    label->setBuddy(field);
    grid->addWidget(label, row, 0);
    grid->addWidget(field, row, 1);
    field->setMinimumWidth(m_look.u(20));
    field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StudyChooser::createSettings() {
    QWidget* pane = widget();
    pane->layout()->addWidget(
        new SectionHeader(m_look, tr("Data and training"), SectionHeader::Place::Navigator, pane));
    auto* grid = new QGridLayout;
    grid->setContentsMargins(m_look.u(3), 0, m_look.u(3), m_look.u(1));
    grid->setVerticalSpacing(m_look.u(1.5));
    grid->setHorizontalSpacing(m_look.u(2));
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
    m_about = new LookLabel(m_look, Type::Axis, Role::Muted, {}, pane);
    m_about->setObjectName(QStringLiteral("studyAbout"));
    m_about->setWordWrap(true);
    grid->addWidget(m_about, grid->rowCount(), 0, 1, 2);
    static_cast<QVBoxLayout*>(pane->layout())->addLayout(grid);
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
    for (const auto& [id, box] : m_encoders)
        box->setChecked(m_choice.encoders.contains(id));
    for (const auto& [sharing, box] : m_sharings)
        box->setChecked(m_choice.sharings.contains(sharing));
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
    const QSignalBlocker quiet(m_studies->selectionModel());
    m_model->clear();
    for (const StudyResult& study : studies) {
        std::size_t runs = 0;
        for (const StudyRow& row : study.rows)
            runs += row.runs.size();
        auto* item = new QStandardItem(QString::fromStdString(study.name));
        item->setData(runs == 1 ? tr("1 run") : tr("%n runs", nullptr, static_cast<int>(runs)), NumberRole);
        item->setToolTip(study.stopped
                             ? tr("%1\nnot every run has finished").arg(QString::fromStdString(study.data))
                             : QString::fromStdString(study.name + "\n" + study.data));
        m_model->appendRow(item);
    }
    m_studies->setCurrentIndex(m_model->index(current, 0));
    m_studies->setVisible(!studies.empty());
    m_none->setVisible(studies.empty());
}

void StudyChooser::restyle() {
    for (const auto& [id, box] : m_encoders)
        box->setIcon(markIcon(m_look, encoderMark(id)));
}

} // namespace lab
