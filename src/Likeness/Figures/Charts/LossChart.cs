using Likeness.Figures.Svg;

namespace Likeness.Figures.Charts;

/// <summary>Training and validation loss by epoch, with the best epoch marked.</summary>
public static class LossChart
{
    private const double Width = 430;
    private const double Height = 290;
    private const string Reading =
        "The model is not trained on validation data: where its loss rises, the model begins to overfit.";

    /// <summary>Draws the losses of a run.</summary>
    /// <param name="history">The epochs.</param>
    /// <param name="logarithmic">A logarithmic axis if all losses are positive; ignored otherwise.</param>
    public static Figure Draw(LossHistory history, bool logarithmic = false)
    {
        var epochs = history.Epochs;
        double[] losses = Quantile.Sorted(epochs.SelectMany(epoch => new[] { epoch.Train, epoch.Validation }));
        var canvas = new SvgCanvas(Width, Height);
        var (first, last) = (history.PositionOf(epochs[0]), history.PositionOf(epochs[^1]));
        var y = LossAxis(losses, logarithmic && losses.Length > 0 && losses[0] > 0);
        double left = PlotFrame.Margin(y);
        var x = new Axis(first, Math.Max(last, first + 1), left, Width - 16);
        var frame = new PlotFrame(x, y);
        frame.Draw(canvas, Unit(history), "loss", ticks: ((int)Math.Clamp(last - first, 1, 6), 5));
        bool held = epochs.Any(epoch => double.IsFinite(epoch.Validation));
        frame.Inside(
            canvas,
            () =>
            {
                canvas.Curve(
                    epochs.Select(epoch => (x.At(history.PositionOf(epoch)), y.At(epoch.Train))),
                    "line-train"
                );
                canvas.Curve(
                    epochs.Select(epoch => (x.At(history.PositionOf(epoch)), y.At(epoch.Validation))),
                    "line-held"
                );
            }
        );
        if (held)
        {
            Legend.Draw(
                canvas,
                left,
                16,
                ("line-train", $"training {history.Examples}"),
                ("line-held", $"validation {history.Examples}")
            );
        }
        else
        {
            Legend.Draw(canvas, left, 16, ("line-train", $"training {history.Examples}"));
        }

        MarkBest(canvas, frame, history);
        int above = losses.Count(loss => loss > y.High);
        if (above > 0)
        {
            canvas.Text(Width - 16, 16, $"{above} above the axis", "small", "end");
        }

        return canvas.Finish("loss", $"Loss by {Unit(history)}", Describe(history, held), held ? Reading : "");
    }

    // The first epochs can be far above the rest; they must not compress the informative part.
    private static Axis LossAxis(double[] sorted, bool logarithmic)
    {
        const double Bottom = Height - 46;
        const double Top = 30;
        if (logarithmic && sorted[^1] > sorted[0])
        {
            return new Axis(sorted[0] / 1.05, sorted[^1] * 1.05, Bottom, Top, Logarithmic: true);
        }

        double usual = Quantile.FromSorted(sorted, 0.9);
        bool squeezed = sorted.Length > 10 && sorted[^1] - sorted[0] > 4 * (usual - sorted[0]) && usual > sorted[0];
        double high = squeezed ? sorted[0] + (2.5 * (usual - sorted[0])) : double.PositiveInfinity;
        return Axis.Around(sorted.Where(loss => loss <= high), Bottom, Top, air: 0.05);
    }

    private static void MarkBest(SvgCanvas canvas, PlotFrame frame, LossHistory history)
    {
        if (history.Best is not { } best)
        {
            return;
        }

        double loss = double.IsFinite(best.Validation) ? best.Validation : best.Train;
        double x = frame.X.At(history.PositionOf(best));
        bool right = x < (frame.X.From + frame.X.To) / 2;
        canvas.Line(x, frame.Y.To, x, frame.Y.From, "mark");
        canvas.Dot(x, frame.Y.At(loss), 4, "dot-ink");
        canvas.Text(
            right ? x + 8 : x - 8,
            frame.Y.To + 12,
            $"best: {Unit(history)} {history.PositionOf(best)}, {Numeral.Short(loss, 4)}",
            "strong",
            right ? "start" : "end"
        );
    }

    private static string Unit(LossHistory history) => history.CountsSteps ? "step" : "epoch";

    private static string Describe(LossHistory history, bool held)
    {
        var first = history.Epochs[0];
        var last = history.Epochs[^1];
        string unit = Unit(history);
        string text =
            $"Loss by {unit}: on training {history.Examples} from {Numeral.Short(first.Train, 4)} at {unit} {history.PositionOf(first)} to {Numeral.Short(last.Train, 4)} at {unit} {history.PositionOf(last)}";
        text += held ? $", on validation {history.Examples} to {Numeral.Short(last.Validation, 4)}" : "";
        return text + (history.Best is { } best ? $"; the best {unit} is {history.PositionOf(best)}." : ".");
    }
}
