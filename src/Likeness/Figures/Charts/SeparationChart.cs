using Likeness.Evaluation.Consecutive;
using Likeness.Evaluation.Separation;
using Likeness.Evaluation.Verdicts;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>How much a classifier's AUC falls when each column is permuted, as bars with intervals.</summary>
public static class SeparationChart
{
    private const double Width = 520;
    private const double Left = 190;
    private const double Right = 60;
    private const double Top = 14;
    private const double Bottom = 30;
    private const double Pitch = 24;
    private const int MaxColumns = 10;
    private const int MaxLetters = 26;

    /// <summary>Draws the most important columns.</summary>
    /// <param name="report">The importances.</param>
    public static Figure Draw(SeparationReport report)
    {
        var bars = report.Columns.Take(MaxColumns).ToList();
        double height = Top + (Math.Max(1, bars.Count) * Pitch) + Bottom;
        var canvas = new SvgCanvas(Width, height);
        double longest = bars.Select(bar => Math.Max(bar.Interval.High, 0)).Append(1e-3).Max();
        var x = new Axis(
            Math.Min(0, bars.Select(bar => bar.Interval.Low).Append(0).Min()),
            1.02 * longest,
            Left,
            Width - Right
        );
        HorizontalTicks.Draw(canvas, x, 5, height - Bottom, Top);
        for (int i = 0; i < bars.Count; i++)
        {
            double middle = Top + ((i + 0.5) * Pitch);
            var bar = bars[i];
            double from = Math.Min(x.At(0), x.At(bar.Drop));
            canvas.Text(Left - 8, middle + 4, Short(bar), "label", "end");
            canvas.Rectangle(from, middle - 7, Math.Abs(x.At(bar.Drop) - x.At(0)), 14, "area-made");
            canvas.Line(x.At(bar.Interval.Low), middle, x.At(bar.Interval.High), middle, "line-made");
            canvas.Text(x.At(Math.Max(bar.Interval.High, 0)) + 6, middle + 4, Numeral.Plain(bar.Drop, 3), "small");
        }

        canvas.Line(x.At(0), Top, x.At(0), height - Bottom, "axis");
        bool arePairs = report.Metric == ConsecutiveRows.Name;
        string all = string.Join(
            "; ",
            bars.Select(bar => $"{SeparationSentence.NameOf(bar)} {Numeral.Plain(bar.Drop, 3)}")
        );
        return canvas.Finish(
            arePairs ? "separation-consecutive" : "separation",
            arePairs ? "What separates consecutive rows" : "What separates the samples",
            $"The drop of the AUC under permutation of each column: {all}.",
            $"How much the AUC of boosted trees, {EvidenceRules.Number(report.Auc)}, falls when a column is permuted among left-out rows; lines are 90 % intervals."
        );
    }

    private static string Short(SeparatingColumn column)
    {
        string name = column.Part is { } part ? $"{column.Column}, {part}" : column.Column;
        return name.Length <= MaxLetters ? name : name[..(MaxLetters - 1)] + "…";
    }
}
