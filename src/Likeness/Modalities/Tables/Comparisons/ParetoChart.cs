using Likeness.Figures;
using Likeness.Figures.Charts;
using Likeness.Figures.Svg;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>
/// Fit against training time, and against novelty, in two panels: a dot is a model, larger dots sample faster; those that are dominated by no other in fit,
/// novelty, time and speed at once are joined or named in bold, those that memorise are coloured.
/// </summary>
public static class ParetoChart
{
    private const double Width = 860;
    private const double Height = 400;
    private const double Middle = 440;

    // A smaller accuracy does not differ significantly from one half.
    private const double Min = 0.003;

    private const double LetterWidth = 6.3;

    // The maximum distance of a label beyond its panel.
    private const double Overhang = 20;

    /// <summary>Draws the models that were trained.</summary>
    /// <param name="report">The report.</param>
    public static Figure Draw(ComparisonReport report)
    {
        var models = report.Models.Where(model => double.IsFinite(Ranking.Fit(model))).ToList();
        var canvas = new SvgCanvas(Width, Height);
        double? floor = report.RealSample.TryGetValue(ComparisonColumns.BestClassifier, out double real) ? real : null;
        double[] fits = [.. models.Select(Up), .. floor is double level ? new[] { Math.Max(Min, level - 0.5) } : []];
        var y = new Axis(fits.Min() / 1.5, fits.Max() * 1.3, Height - 46, 34, Logarithmic: true);
        double[] seconds = [.. models.Select(model => Math.Max(0.01, Seconds(model)))];
        var time = new Axis(seconds.Min() / 1.6, seconds.Max() * 2.6, 66, Middle - 20, Logarithmic: true);
        var novelty = Axis.Around(models.Select(Novelty), Middle + 62, Width - 84, air: 0.1);
        Panel(canvas, models, new PlotFrame(time, y), Seconds, "training time (s)", floor);
        Panel(canvas, models, new PlotFrame(novelty, y), Novelty, "novelty: DCR overfitting protection", floor);
        Legend.Draw(
            canvas,
            66,
            16,
            ("dot-real", "generalises"),
            ("dot-made", "memorises"),
            ("mark", "real-vs-real baseline")
        );
        string undominated = string.Join(", ", models.Where(model => model.IsUndominated).Select(model => model.Name));
        return canvas.Finish(
            "pareto",
            "Fit, novelty, training time and sampling speed",
            $"Models by the accuracy of the best classifier of samples against test rows, over training time and over novelty. Not dominated: {undominated}.",
            $"Lower is more similar; further left trains faster; in the second panel further right is newer; larger dots sample faster. In bold: models that no other model dominates in all four ({undominated}). Some labels of close dots are left out."
        );
    }

    // Logarithmic, so that one poor model does not compress the differences between good ones.
    private static double Up(ComparedModel model) =>
        Math.Max(Min, Ranking.Mean(model, ComparisonColumns.BestClassifier) - 0.5 ?? Ranking.Fit(model));

    private static double Seconds(ComparedModel model) => Ranking.Mean(model, ComparisonColumns.TrainSeconds) ?? 0.01;

    private static double Novelty(ComparedModel model) => Ranking.Mean(model, ComparisonColumns.Protection) ?? 0;

    private static void Panel(
        SvgCanvas canvas,
        List<ComparedModel> models,
        PlotFrame frame,
        Func<ComparedModel, double> across,
        string name,
        double? floor
    )
    {
        frame.Draw(
            canvas,
            name,
            models.Any(model => model.Values.ContainsKey(ComparisonColumns.BestClassifier))
                ? "best C2ST − ½"
                : "energy distance",
            upright: true
        );
        if (floor is double real)
        {
            double level = frame.Y.At(Math.Max(Min, real - 0.5));
            canvas.Line(frame.X.From, level, frame.X.To, level, "mark");
        }

        var places = models.ConvertAll(model => (X: frame.X.At(across(model)), Y: frame.Y.At(Up(model))));
        var taken = places.ConvertAll(place => new Box(place.X - 5, place.Y - 4, place.X + 5, place.Y + 4));
        for (int i = models.Count - 1; i >= 0; i--)
        {
            canvas.Dot(places[i].X, places[i].Y, Radius(models[i]), models[i].Memorises ? "dot-made" : "dot-real");
        }

        // Labels of undominated models and of those that memorise are placed first.
        foreach (
            int i in Enumerable.Range(0, models.Count).OrderBy(i => !models[i].IsUndominated && !models[i].Memorises)
        )
        {
            if (Free(taken, places[i].X, places[i].Y, models[i].Name.Length, frame.X.To) is { } box)
            {
                taken.Add(box);
                canvas.Text(
                    box.Left,
                    box.Bottom - 2,
                    models[i].Name,
                    models[i].IsUndominated ? "strong small" : "small"
                );
            }
        }
    }

    // From 1,000 rows per second on, each factor of ten adds one and a half pixels.
    private static double Radius(ComparedModel model) =>
        Math.Clamp(1.5 * (Math.Log10(Math.Max(1, Ranking.Mean(model, ComparisonColumns.Speed) ?? 1)) - 1), 2, 9);

    // Labels are placed beside the dot, right or left, slightly higher or lower, without overlap. If no position is free the label is left out.
    private static Box? Free(List<Box> taken, double x, double y, int letters, double end)
    {
        double width = letters * LetterWidth;
        foreach (double shift in new double[] { 0, -5, 5, -10, 10, -15, 15 })
        {
            foreach (double left in new[] { x + 10, x - 10 - width })
            {
                var box = new Box(left, y + shift - 5, left + width, y + shift + 6);
                if (box.Right < end + Overhang && taken.TrueForAll(other => !other.Meets(box)))
                {
                    return box;
                }
            }
        }

        return null;
    }

    private sealed record Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) =>
            Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
