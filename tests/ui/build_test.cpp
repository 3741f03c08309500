// The workspace Build: encoders, sharing, fields, structure and counts.
#include "core/encoders/encoder.h"
#include "core/encoders/model_check.h"
#include "core/encoders/presets.h"
#include "tests/ui/fake_training.h"
#include "tests/ui/qt_environment.h"
#include "ui/actions/actions.h"
#include "ui/main_window.h"
#include "ui/pages/page.h"
#include "ui/studio/studio.h"
#include "ui/views/controls/short_spin.h"
#include "ui/views/model/layer_diagram.h"
#include "ui/views/model/stack_diagram.h"
#include "ui/words/format.h"
#include "workbench/memory_estimate.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <numeric>

namespace lab {
namespace {

constexpr int kPatience = 60000;

/// The workspace over a lab of its own; nothing is trained.
class Build : public ::testing::Test {
protected:
    void SetUp() override {
        test::look().setChoice(SchemeChoice::Light);
        studio = std::make_unique<Studio>(folder.filePath(QStringLiteral("lab.db")), test::fakeTraining(10));
        window = std::make_unique<MainWindow>(test::look(), *studio);
        window->resize(1440, 900);
        window->show();
        window->showWorkspace(QStringLiteral("build"));
        studio->begin();
        ASSERT_TRUE(QTest::qWaitFor([&] { return studio->vocabulary() > 0; }, kPatience));
    }
    template <class Widget> Widget* find(const char* name) {
        auto* widget = window->findChild<Widget*>(QString::fromLatin1(name));
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }
    void trigger(const char* name) { find<QAction>(name)->trigger(); }
    [[nodiscard]] QString problemBeside(const char* field) {
        const QWidget* editor = find<QWidget>(field);
        for (const auto* label : editor->parentWidget()->findChildren<QLabel*>())
            if (label->isVisible() && label->y() > editor->y() &&
                label->y() < editor->y() + 2 * editor->height() && label->x() < editor->x() &&
                label->wordWrap())
                return label->text();
        return {};
    }

    QTemporaryDir folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<MainWindow> window;
};

TEST_F(Build, EveryEncoderBringsItsOwnFieldsAndItsReference) {
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        QByteArray action = "encoder";
        bool begins = true;
        for (const char c : spec.id) {
            if (c != '_')
                action += begins ? QChar::fromLatin1(c).toUpper().toLatin1() : c;
            begins = c == '_';
        }
        trigger(action.constData());
        EXPECT_EQ(studio->draft().model.encoder, spec.id);
        EXPECT_EQ(find<QLabel>("encoderReference")->text().toStdString(), spec.reference);
        for (const Hyperparameter& h : spec.hyperparameters) {
            auto* spin = find<QSpinBox>(("build_" + h.key).c_str());
            EXPECT_EQ(spin->value(), static_cast<int>(h.initial)) << spec.id << " " << h.key;
            EXPECT_EQ(spin->toolTip().toStdString(), h.help);
            spin->setValue(static_cast<int>(h.initial) + 1);
            EXPECT_EQ(studio->draft().model.hyperparameters.at(h.key), h.initial + 1);
        }
        EXPECT_EQ(window->findChild<QWidget*>(QStringLiteral("build_scores")) != nullptr,
                  spec.id == "fastformer");
        EXPECT_TRUE(problemsOf(studio->draft()).empty()) << spec.id;
    }
}

TEST_F(Build, ModesThatAnEncoderDoesNotOfferAreDisabledAndSayWhy) {
    trigger("encoderBigbird");
    auto* heads = find<QRadioButton>("buildSharing_query_value_head");
    EXPECT_FALSE(heads->isEnabled());
    EXPECT_TRUE(heads->toolTip().contains(QStringLiteral("BigBird has no query")));
    EXPECT_TRUE(find<QRadioButton>("buildSharing_none")->isChecked());
    find<QRadioButton>("buildSharing_query_value_layer")->click();
    EXPECT_EQ(studio->draft().model.sharing, Sharing::QueryValueLayer);
    trigger("encoderFastformer");
    EXPECT_TRUE(heads->isEnabled());
    EXPECT_EQ(studio->draft().model.sharing, Sharing::QueryValueLayer);
}

TEST_F(Build, AnImpossibleSettingIsToldAtItsField) {
    find<QSpinBox>("build_heads")->setValue(7);
    EXPECT_TRUE(problemBeside("build_heads").startsWith(QStringLiteral("7 heads do not divide")));
    EXPECT_FALSE(find<QPushButton>("trainButton")->isEnabled());
    find<QSpinBox>("build_heads")->setValue(8);
    EXPECT_TRUE(problemBeside("build_heads").isEmpty());
    find<ShortSpin>("build_split")->setValue(0.5);
    EXPECT_TRUE(problemBeside("build_split").contains(QStringLiteral("sum to 0.7")));
    EXPECT_FALSE(find<QPushButton>("trainButton")->isEnabled());
    find<ShortSpin>("build_split")->setValue(0.8);
    EXPECT_TRUE(find<QPushButton>("trainButton")->isEnabled());
}

TEST_F(Build, ASettingThatMeansNothingSaysWhyInsteadOfBeingIgnored) {
    EXPECT_FALSE(find<QCheckBox>("build_freeze_embeddings")->isEnabled());
    find<QSpinBox>("build_steps")->setValue(50);
    EXPECT_FALSE(find<QWidget>("build_epochs")->isEnabled());
    EXPECT_TRUE(find<QWidget>("build_epochs")->toolTip().contains(QStringLiteral("number of steps")));
    find<QRadioButton>("buildSharing_query_value_head")->click();
    EXPECT_FALSE(find<QWidget>("build_scores")->isEnabled());
}

TEST_F(Build, PresetsSetModelAndTrainingAndAreRecognised) {
    trigger("encoderLongformer");
    trigger("presetPaperMind");
    RunConfig expected = studio->draft();
    apply(findPreset("paper-mind"), expected);
    EXPECT_EQ(studio->draft(), expected);
    EXPECT_EQ(studio->draft().model.encoder, "longformer");
    EXPECT_EQ(find<QSpinBox>("build_window")->value(), 16);
    EXPECT_EQ(find<QToolButton>("presetButton")->text(), QStringLiteral("Preset: Paper: MIND topic"));
    find<QSpinBox>("build_window")->setValue(18);
    EXPECT_EQ(find<QToolButton>("presetButton")->text(), QStringLiteral("Preset: own settings"));
}

TEST_F(Build, CountsFollowTheSettings) {
    const auto expected = [this] {
        return formatBytes(
            trainingMemory(studio->draft(), studio->vocabulary(), studio->classes(), studio->typicalTokens())
                .total());
    };
    EXPECT_EQ(find<QLabel>("memoryTotal")->text(), expected());
    const QString before = find<QLabel>("memoryTotal")->text();
    find<QSpinBox>("build_batch")->setValue(512);
    EXPECT_EQ(find<QLabel>("memoryTotal")->text(), expected());
    EXPECT_NE(find<QLabel>("memoryTotal")->text(), before);
    EXPECT_FALSE(find<QLabel>("buildUncounted")->isVisible());
    find<QSpinBox>("build_heads")->setValue(7);
    EXPECT_FALSE(find<QLabel>("memoryTotal")->isVisible());
    EXPECT_TRUE(find<QLabel>("buildUncounted")->isVisible());
    EXPECT_TRUE(find<QLabel>("buildUncounted")->text().contains(QStringLiteral("7 heads do not divide")));
    find<QSpinBox>("build_heads")->setValue(8);
    EXPECT_TRUE(find<QLabel>("memoryTotal")->isVisible());
}

TEST_F(Build, ANumberBeyondTheUsualIsShownAsItIs) {
    RunConfig config = studio->draft();
    config.train.learningRate = 1e6;
    studio->setDraft(config);
    auto* rate = find<ShortSpin>("build_lr");
    EXPECT_EQ(rate->value(), 1e6);
    EXPECT_EQ(rate->text(), QStringLiteral("1e+06"));
    EXPECT_EQ(find<QComboBox>("learningRate")->currentText(), QStringLiteral("1e6"));
    EXPECT_EQ(studio->draft().train.learningRate, 1e6) << "showing it has not changed it";
}

TEST_F(Build, AnotherVocabularyOrSplitHasTheDataCountedAgain) {
    const auto words = studio->vocabulary();
    find<QSpinBox>("build_vocabulary")->setValue(50);
    EXPECT_TRUE(QTest::qWaitFor([&] { return studio->vocabulary() < words; }, kPatience));
    const auto rows = studio->data().rowCount();
    find<QSpinBox>("build_limit")->setValue(300);
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            return studio->data().entry(0).view && studio->data().entry(0).view->statistics.examples == 300;
        },
        kPatience));
    EXPECT_EQ(studio->data().rowCount(), rows) << "the same data set, read otherwise";
}

TEST_F(Build, EveryEditCanBeTakenBack) {
    const RunConfig before = studio->draft();
    trigger("encoderLinformer");
    find<QSpinBox>("build_rank")->setValue(32);
    EXPECT_EQ(find<QAction>("undo")->text(), QStringLiteral("Undo change of rank, rows"));
    find<QCheckBox>("build_positions")->click();
    find<QSpinBox>("build_limit")->setValue(300);
    EXPECT_EQ(find<QAction>("undo")->text(), QStringLiteral("Undo change of texts at most"));
    for (int i = 0; i < 4; ++i)
        trigger("undo");
    EXPECT_EQ(studio->draft(), before);
    EXPECT_EQ(studio->data().current(), 0);
    EXPECT_EQ(studio->data().entry(0).config, before.data);
}

TEST_F(Build, ARunThatIsThereShowsHowItWasBuilt) {
    trigger("encoderLinformer");
    trigger("train");
    ASSERT_TRUE(QTest::qWaitFor([&] { return studio->session().prepared().has_value(); }, kPatience));
    EXPECT_FALSE(find<QWidget>("build_rank")->isVisible()) << "rows instead of fields";
    EXPECT_FALSE(find<QAction>("encoderBigbird")->isEnabled());
    EXPECT_TRUE(find<QPushButton>("buildNewRun")->isVisible());
    find<QPushButton>("buildNewRun")->click();
    EXPECT_TRUE(find<QWidget>("build_rank")->isVisible());
    EXPECT_EQ(studio->draft().model.encoder, "linformer");
}

TEST_F(Build, StructureIsDrawnInWordsAndCanBeExported) {
    auto* layer = find<LayerDiagram>("layerDiagram");
    EXPECT_TRUE(layer->accessibleDescription().contains(QStringLiteral("borrowed from the query map")));
    trigger("encoderPoolingformer");
    EXPECT_TRUE(layer->accessibleDescription().contains(QStringLiteral("second level")));
    const auto views = window->currentPage()->exportables();
    ASSERT_EQ(views.size(), 2U);
    for (Exportable* view : views) {
        EXPECT_TRUE(view->exportable());
        EXPECT_TRUE(view->exportCaption().startsWith(QStringLiteral("Poolingformer")));
        const NumberTable numbers = view->exportNumbers();
        ASSERT_FALSE(numbers.rows.empty());
        EXPECT_EQ(numbers.rows.front().size(), static_cast<std::size_t>(numbers.columns.size()));
    }
}

/// What the picture says is stored must be what the model stores.
TEST(LayerPlan, StoredTensorsSumToTheAttentionParameters) {
    for (const EncoderSpec& spec : builtinEncoders().all())
        for (const Sharing sharing : spec.sharings)
            for (const Scores scores : {Scores::Across, Scores::PerHead})
                for (const Interaction interaction : {Interaction::Product, Interaction::Concat}) {
                    ModelConfig model;
                    model.encoder = spec.id;
                    model.sharing = sharing;
                    model.scores = scores;
                    model.interaction = interaction;
                    model.layers = 3;
                    if (!modelProblems(model).empty())
                        continue;
                    model = normalized(model);
                    std::int64_t stored = 0;
                    for (const AttentionTensor& tensor : attentionTensors(model))
                        stored +=
                            tensor.parameters * (tensor.later == TensorUse::Borrowed ? 1 : model.layers);
                    EXPECT_EQ(stored, summarize(model, 10, 2).attention)
                        << spec.id << " " << toString(sharing);
                }
}

TEST(LayerPlan, LinesLeadDownAndEveryBoxIsReached) {
    for (const EncoderSpec& spec : builtinEncoders().all()) {
        ModelConfig model;
        model.encoder = spec.id;
        const LayerPlan plan = layerPlanOf(normalized(model));
        std::vector<int> reached(plan.boxes.size(), 0);
        for (const PlanLine& line : plan.lines) {
            const auto& from = plan.boxes[static_cast<std::size_t>(line.from)];
            const auto& to = plan.boxes[static_cast<std::size_t>(line.to)];
            if (line.way == PlanLine::Way::Tie)
                continue;
            EXPECT_LT(from.row, to.row)
                << spec.id << ": " << qPrintable(from.text) << " to " << qPrintable(to.text);
            reached[static_cast<std::size_t>(line.to)] = 1;
        }
        EXPECT_EQ(std::accumulate(reached.begin(), reached.end(), 0), static_cast<int>(plan.boxes.size()) - 1)
            << spec.id;
    }
}

TEST(LayerPlan, TheFrameFollowsItsSwitches) {
    ModelConfig model;
    const int whole = layerPlanOf(normalized(model)).rows;
    model.feedForward = false;
    EXPECT_EQ(layerPlanOf(normalized(model)).rows, whole - 2);
    model.layerNorm = model.residual = false;
    EXPECT_EQ(layerPlanOf(normalized(model)).rows, whole - 3);
}

TEST(ShortSpin, ShowsAndReadsNumbersOfAnySize) {
    ShortSpin spin;
    spin.setRange(0, 10);
    EXPECT_EQ(spin.textFromValue(1e-8), QStringLiteral("1e-08"));
    EXPECT_EQ(spin.textFromValue(static_cast<double>(0.1F)), QStringLiteral("0.1"));
    EXPECT_DOUBLE_EQ(spin.valueFromText(QStringLiteral("5e-4")), 5e-4);
    int position = 0;
    QString text = QStringLiteral("1e-");
    EXPECT_EQ(spin.validate(text, position), QValidator::Intermediate);
    text = QStringLiteral("11");
    EXPECT_EQ(spin.validate(text, position), QValidator::Intermediate);
    text = QStringLiteral("x");
    EXPECT_EQ(spin.validate(text, position), QValidator::Invalid);
}

} // namespace
} // namespace lab
