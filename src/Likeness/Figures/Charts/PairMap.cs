using Likeness.Evaluation.SdMetrics;
using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>
/// A heat map of pairs of columns: below the diagonal the error of the generated pair, above it how strongly the real columns are associated.
/// </summary>
public static class PairMap
{
    /// <summary>The maximum number of columns; the figure states it if there are more.</summary>
    public const int MaxColumns = 30;

    private const double Left = 150;
    private const double Top = 120;
    private const double MinWidth = 640; // the legend fits, and the page does not enlarge few columns
    private const double MaxError = 0.3; // shown in full colour
    private const int MaxLetters = 18;

    /// <summary>Draws the first columns; null with fewer than two.</summary>
    public static Figure? Draw(QualityScore quality)
    {
        string[] names = [.. quality.Columns.Select(column => column.Column).Take(MaxColumns)];
        if (names.Length < 2)
        {
            return null;
        }

        double side = Math.Clamp(620.0 / names.Length, 20, 56);
        var canvas = new SvgCanvas(
            Math.Max(MinWidth, Left + (names.Length * side) + 16),
            Top + (names.Length * side) + 12
        );
        Legend.Draw(
            canvas,
            8,
            16,
            ("area-made", "error, below the diagonal"),
            ("area-real", "real association, above it")
        );
        foreach (var pair in quality.Pairs)
        {
            int first = Array.IndexOf(names, pair.First),
                second = Array.IndexOf(names, pair.Second);
            if (first >= 0 && second >= 0)
            {
                double? error = pair.Score is { } score ? 1 - score : null;
                Cell(canvas, second, first, side, error, MaxError, "heat-made");
                Cell(canvas, first, second, side, pair.Real is { } real ? Math.Abs(real) : null, 1, "heat-real");
            }
        }

        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i].Length <= MaxLetters ? names[i] : names[i][..(MaxLetters - 1)] + "…";
            double middle = (i + 0.5) * side;
            canvas.Text(Left - 6, Top + middle + 4, name, "label", "end");
            canvas.Text(Left + middle + 4, Top - 6, name, "label", transposed: true);
            canvas.Rectangle(Left + (i * side), Top + (i * side), side, side, "box");
        }

        canvas.Rectangle(Left, Top, names.Length * side, names.Length * side, "box");
        string some =
            names.Length < quality.Columns.Count
                ? $" (the first {names.Length} of {quality.Columns.Count} columns)"
                : "";
        var worst = quality.Pairs.Where(pair => pair.Score is not null).MinBy(pair => pair.Score);
        string least = worst is null
            ? ""
            : $" The largest error is {Numeral.Percent(1 - worst.Score!.Value)}, of {worst.First} and {worst.Second}.";
        return canvas.Finish(
            "pair-trends",
            $"Pairs of columns{some}",
            $"Heat map of the errors of all pairs of columns, and of their real association{some}.{least}",
            $"Errors are one minus SDMetrics' similarity of the pair, in full colour from {Numeral.Percent(MaxError)}; associations are |r| of two numbers, else Cramér's V. An error matters most where the real columns are associated.{least}"
        );
    }

    private static void Cell(
        SvgCanvas canvas,
        int row,
        int column,
        double side,
        double? value,
        double full,
        string look
    )
    {
        double x = Left + (column * side),
            y = Top + (row * side);
        if (value is not { } number)
        {
            canvas.Line(x + (0.35 * side), y + (0.5 * side), x + (0.65 * side), y + (0.5 * side), "axis");
            return;
        }

        // Ten steps of opacity are classes of the style sheet.
        int step = (int)Math.Round(10 * Math.Clamp(number / full, 0, 1));
        if (step > 0)
        {
            canvas.Rectangle(x, y, side, side, $"{look} heat-{step}");
        }

        if (side >= 30)
        {
            canvas.Text(
                x + (side / 2),
                y + (side / 2) + 4,
                $"{Math.Round(100 * number):0}",
                step > 6 ? "tiny over" : "tiny label",
                "middle"
            );
        }
    }
}
