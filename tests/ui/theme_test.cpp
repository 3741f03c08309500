#include "tests/ui/qt_environment.h"
#include "ui/look/theme.h"

#include <gtest/gtest.h>

#include <QDirIterator>
#include <QFileInfo>
#include <QGuiApplication>

#include <cmath>
#include <set>

namespace lab {
namespace {

class Themes : public ::testing::TestWithParam<Scheme> {
protected:
    [[nodiscard]] const Theme& theme() const { return Theme::of(GetParam()); }
    [[nodiscard]] double contrast(Role text, Role ground) const {
        return contrastRatio(theme().colour(text), theme().colour(ground));
    }
};

INSTANTIATE_TEST_SUITE_P(BothSchemes, Themes, ::testing::Values(Scheme::Light, Scheme::Dark),
                         [](const auto& scheme) {
                             return scheme.param == Scheme::Light ? std::string("Light")
                                                                  : std::string("Dark");
                         });

TEST_P(Themes, TextIsReadableOnEverySurface) {
    for (const Role ground : {Role::Window, Role::Base, Role::Selection, Role::Hover}) {
        EXPECT_GE(contrast(Role::Text, ground), 9.0) << static_cast<int>(ground);
        EXPECT_GE(contrast(Role::Muted, ground), 4.7) << static_cast<int>(ground);
        EXPECT_GE(contrast(Role::Accent, ground), 5.0) << static_cast<int>(ground);
    }
    EXPECT_GE(contrast(Role::Faint, Role::Window), 3.0);
    EXPECT_GE(contrast(Role::Faint, Role::Base), 3.0);
    EXPECT_GE(contrast(Role::OnFill, Role::Fill), 4.5);
    EXPECT_GE(contrast(Role::Text, Role::Tooltip), 9.0);
    for (const Role message : {Role::Positive, Role::Negative, Role::Warning})
        EXPECT_GE(contrast(message, Role::Base), 4.5) << static_cast<int>(message);
}

// WCAG 2.1, level AA: 4.5 for text (1.4.3), 3 for marks that carry a meaning (1.4.11). Disabled text is
// exempt.
TEST_P(Themes, MessagesAndMarksKeepLevelAAWhereverTheyStand) {
    for (const Role ground : {Role::Window, Role::Base, Role::Alt, Role::Selection, Role::Tooltip}) {
        for (const Role words :
             {Role::Text, Role::Muted, Role::Accent, Role::Positive, Role::Negative, Role::Warning})
            EXPECT_GE(contrast(words, ground), 4.5)
                << "role " << static_cast<int>(words) << " on " << static_cast<int>(ground);
        for (int run = 0; run < Theme::kRunColours; ++run)
            EXPECT_GE(contrastRatio(theme().runMark(run).colour, theme().colour(ground)), 3.0)
                << "run " << run << " on " << static_cast<int>(ground);
    }
    for (const Role ground : {Role::Hover, Role::Pressed})
        for (const Role words : {Role::Text, Role::Muted})
            EXPECT_GE(contrast(words, ground), 4.5) << static_cast<int>(words);
    EXPECT_GE(contrast(Role::Fill, Role::Base), 3.0);
    EXPECT_GE(contrast(Role::Faint, Role::Base), 3.0) << "borders of checks and radios";
}

TEST_P(Themes, NumbersInCellsAndBarsAreReadableOnEveryColour) {
    for (const MapKind kind : {MapKind::Magnitude, MapKind::Signed, MapKind::Tint})
        for (const QRgb ground : theme().map(kind).table())
            EXPECT_GE(contrastRatio(inkOn(QColor::fromRgb(ground)), QColor::fromRgb(ground)), 4.5) << ground;
    for (int part = 0; part < Theme::kParts; ++part)
        EXPECT_GE(contrastRatio(inkOn(theme().partColour(part)), theme().partColour(part)), 4.5) << part;
}

TEST_P(Themes, RunColoursStandOutAndDiffer) {
    std::set<QRgb> seen;
    for (int run = 0; run < Theme::kRunColours; ++run) {
        const QColor colour = theme().runMark(run).colour;
        EXPECT_GE(contrastRatio(colour, theme().colour(Role::Base)), 3.1) << "run " << run;
        EXPECT_TRUE(seen.insert(colour.rgb()).second) << "run " << run;
        EXPECT_NE(colour, theme().colour(Role::Accent));
    }
}

TEST_P(Themes, ARunKeepsItsMarkAndTheEighthIsHollow) {
    EXPECT_EQ(theme().runMark(0).shape, MarkShape::Circle);
    EXPECT_EQ(theme().runMark(1).shape, MarkShape::Square);
    EXPECT_FALSE(theme().runMark(6).hollow);
    EXPECT_TRUE(theme().runMark(7).hollow);
    EXPECT_EQ(theme().runMark(7).colour, theme().runMark(0).colour);
    EXPECT_FALSE(theme().runMark(14).hollow);
}

TEST_P(Themes, TheMagnitudeMapGrowsLighterAllTheWay) {
    const auto& table = theme().map(MapKind::Magnitude).table();
    for (std::size_t i = 1; i < table.size(); ++i)
        EXPECT_GE(lightness(QColor::fromRgb(table[i])), lightness(QColor::fromRgb(table[i - 1])) - 0.05) << i;
    EXPECT_EQ(table.front() & 0xFFFFFFU, 0x440154U);
    EXPECT_EQ(table.back() & 0xFFFFFFU, 0xFDE725U);
}

TEST_P(Themes, TheSignedMapTurnsAtZeroWhichIsNearlyTheSurface) {
    const auto& map = theme().map(MapKind::Signed);
    const double centre = lightness(QColor::fromRgb(map.at(0.5)));
    EXPECT_NEAR(centre, lightness(theme().colour(Role::Base)), 8.0);
    const double away =
        GetParam() == Scheme::Light ? -1 : 1; // light: ends are darker; dark: ends are lighter
    for (int step = 1; step <= 4; ++step) {
        for (const double side : {-1.0, 1.0}) {
            const double nearer = lightness(QColor::fromRgb(map.at(0.5 + side * (step - 1) / 8.0)));
            const double farther = lightness(QColor::fromRgb(map.at(0.5 + side * step / 8.0)));
            EXPECT_GT(away * (farther - nearer), 0) << "side " << side << " step " << step;
        }
    }
}

TEST_P(Themes, WordsStayReadableOnTheWholeTint) {
    const auto& tint = theme().map(MapKind::Tint).table();
    for (const QRgb ground : tint)
        EXPECT_GE(contrastRatio(theme().colour(Role::Text), QColor::fromRgb(ground)), 4.5);
    EXPECT_EQ(QColor::fromRgb(tint.front()), theme().colour(Role::Base));
}

TEST_P(Themes, ThePaletteSaysTheRoles) {
    const QPalette palette = theme().palette();
    EXPECT_EQ(palette.color(QPalette::Window), theme().colour(Role::Window));
    EXPECT_EQ(palette.color(QPalette::Base), theme().colour(Role::Base));
    EXPECT_EQ(palette.color(QPalette::Highlight), theme().colour(Role::Selection));
    EXPECT_EQ(palette.color(QPalette::HighlightedText), theme().colour(Role::Text));
    EXPECT_EQ(palette.color(QPalette::PlaceholderText), theme().colour(Role::Muted));
    EXPECT_EQ(palette.color(QPalette::Disabled, QPalette::Text), theme().colour(Role::Faint));
}

TEST(ColourMaps, PositionsOutsideTakeTheEnds) {
    const auto& map = Theme::light().map(MapKind::Magnitude);
    EXPECT_EQ(map.at(-3), map.table().front());
    EXPECT_EQ(map.at(7), map.table().back());
    EXPECT_EQ(map.at(std::nan("")), map.table().front());
}

TEST(Looks, ChoosingASchemeChangesThePaletteAndSaysSoOnce) {
    Look& look = test::look();
    look.setChoice(SchemeChoice::Light);
    int changes = 0;
    const auto connection = QObject::connect(&look, &Look::changed, &look, [&] { ++changes; });
    look.setChoice(SchemeChoice::Dark);
    EXPECT_EQ(changes, 1);
    EXPECT_EQ(look.theme().scheme(), Scheme::Dark);
    EXPECT_EQ(QGuiApplication::palette().color(QPalette::Window), Theme::dark().colour(Role::Window));
    look.setChoice(SchemeChoice::Dark);
    EXPECT_EQ(changes, 1);
    look.setChoice(SchemeChoice::Light);
    EXPECT_EQ(QGuiApplication::palette().color(QPalette::Window), Theme::light().colour(Role::Window));
    QObject::disconnect(connection);
}

TEST(Looks, NoTextIsSmallerThanSevenAndAHalfPoints) {
    for (const Type type : {Type::Body, Type::Strong, Type::Secondary, Type::Heading, Type::Axis, Type::Tiny})
        EXPECT_GE(test::look().font(type).pointSizeF(), 7.5);
    EXPECT_LT(test::look().font(Type::Tiny).pointSizeF(), test::look().font(Type::Body).pointSizeF());
}

TEST(Icons, EveryIconIsDrawnInTheThemesColourAtEveryPixelRatio) {
    int icons = 0;
    QDirIterator files(QStringLiteral(":/icons"));
    while (files.hasNext()) {
        const QString name = QFileInfo(files.next()).baseName();
        if (name == QStringLiteral("fastformer-lab"))
            continue; // the program's own picture keeps its colours
        ++icons;
        const QIcon icon = test::look().icon(name, Role::Accent);
        for (const double ratio : {1.0, 2.0}) {
            const QImage image = icon.pixmap(QSize(16, 16), ratio).toImage();
            ASSERT_EQ(image.width(), static_cast<int>(16 * ratio)) << qPrintable(name);
            int inked = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (const QColor ink = image.pixelColor(x, y), accent = test::look().colour(Role::Accent);
                        ink.alpha() > 160) {
                        ++inked;
                        // Premultiplied storage rounds by a step or two.
                        EXPECT_NEAR(ink.red(), accent.red(), 3);
                        EXPECT_NEAR(ink.green(), accent.green(), 3);
                        EXPECT_NEAR(ink.blue(), accent.blue(), 3);
                    }
            EXPECT_GT(inked, 3) << qPrintable(name);
        }
    }
    EXPECT_GT(icons, 10);
}

} // namespace
} // namespace lab
