using Likeness.Data.Images;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Screens;

/// <summary>The images that a run is about to learn: sizes, what happens to pixels, classes.</summary>
internal static class ImageAccountScreen
{
    private const int MostClasses = 12;

    public static void Show(ImageAccount account)
    {
        var transform = account.Transform;
        string from = account.Published == transform.Shape ? "" : $" (from {account.Published})";
        Page.Line($"  images of {transform.Shape} values{from}, {Pixels(transform.Scale)}");
        if (account.ValidationImages > 0)
        {
            Page.Line(
                $"  {account.ValidationImages:N0} more are neither trained nor judged on: the best epoch is chosen by them"
            );
        }

        if (account.ClassCounts.Count > 0)
        {
            var classes = transform.Classes.Zip(account.ClassCounts, (name, count) => $"{name} {count:N0}");
            string more = account.ClassCounts.Count > MostClasses ? ", …" : "";
            Page.Line(
                $"  [grey]{account.ClassCounts.Count} classes: {Markup.Escape(string.Join(", ", classes.Take(MostClasses)))}{more}[/]"
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
            PixelScale.Spread => "pixels spread over their levels, from -1 to 1",
            PixelScale.Levels => "pixels as one of 256 levels",
            PixelScale.Binary => "pixels black or white, drawn anew each epoch",
            _ => "pixels black or white, by a threshold",
        };
}
