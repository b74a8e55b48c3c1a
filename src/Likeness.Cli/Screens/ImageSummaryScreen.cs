using Likeness.Data.Images;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The images that a run is about to learn: sizes, what happens to pixels, classes.</summary>
internal static class ImageSummaryScreen
{
    private const int MaxClasses = 12;

    public static void Show(ImageSummary summary)
    {
        var transform = summary.Transform;
        string from = summary.Published == transform.Shape ? "" : $" (from {summary.Published})";
        Page.Line($"  images of {transform.Shape} values{from}, {Pixels(transform.Scale)}");
        if (summary.ValidationImages > 0)
        {
            Page.Line(
                $"  {summary.ValidationImages:N0} more are neither trained nor judged on: the best epoch is chosen by them"
            );
        }

        if (summary.ClassCounts.Count > 0)
        {
            var classes = transform.Classes.Zip(summary.ClassCounts, (name, count) => $"{name} {count:N0}");
            string more = summary.ClassCounts.Count > MaxClasses ? ", …" : "";
            Page.Line(
                $"  [grey]{summary.ClassCounts.Count} classes: {Markup.Escape(string.Join(", ", classes.Take(MaxClasses)))}{more}[/]"
            );
        }
    }

    private static string Pixels(PixelScale scale) =>
        scale switch
        {
            PixelScale.Symmetric => "pixels from -1 to 1",
            PixelScale.Unit => "pixels from 0 to 1",
            PixelScale.Logit => "pixels spread over their levels, on a logit scale",
            PixelScale.Dequantised => "pixels spread over their levels, from -0.5 to 0.5",
            PixelScale.DequantisedSymmetric => "pixels spread over their levels, from -1 to 1",
            PixelScale.Levels => "pixels as one of 256 levels",
            PixelScale.Binary => "pixels black or white, drawn anew each epoch",
            _ => "pixels black or white, by a threshold",
        };
}
