using Likeness.Figures.Report;

namespace Likeness.Modalities.Tables.Report;

/// <summary>The sections of a report on a table.</summary>
internal static class TableSections
{
    /// <summary>The sections, in order.</summary>
    public static IReadOnlyList<Action<HtmlWriter>> Create(TableReport content, TableFigures figures) =>
        [
            page => PictureSection.Add(page, figures),
            page => PointSection.Add(page, figures),
            page => SeparationSection.Add(page, content.Evaluation, figures),
            page => MetricSection.Add(page, content.Evaluation, figures.Calibration),
            page => UtilitySection.Add(page, content.Evaluation.Utility),
            page => NoveltySection.Add(page, content.Evaluation, figures.Distances),
            page => RuleSection.Add(page, content.Evaluation),
            page => PrivacySection.Add(page, content.Evaluation),
            page => ColumnSection.Add(page, content, figures),
            page => JointSection.Add(page, figures),
        ];
}
