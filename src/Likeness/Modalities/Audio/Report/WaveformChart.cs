using Likeness.Figures;
using Likeness.Figures.Svg;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Report;

/// <summary>Waveforms of some clips, one below another: the smallest and the largest sample at each horizontal position.</summary>
internal static class WaveformChart
{
    private const double Width = 430;
    private const double Lane = 64;
    private const int Columns = 400;

    /// <summary>Draws the first clips of a set.</summary>
    /// <param name="clips">The clips.</param>
    /// <param name="look"><c>real</c> or <c>made</c>.</param>
    /// <param name="max">The maximum number of clips.</param>
    /// <param name="samples">The length of the axis in samples.</param>
    public static Figure Draw(ClipSet clips, string look, int max, int samples)
    {
        int count = Math.Min(max, clips.Clips.Count);
        double bottom = 8 + (count * Lane);
        var canvas = new SvgCanvas(Width, bottom + 40);
        var x = new Axis(0, Math.Max(1, samples) / (double)clips.Rate, 16, Width - 16);
        for (int i = 0; i < count; i++)
        {
            double middle = 8 + ((i + 0.5) * Lane);
            canvas.Line(x.From, middle, x.To, middle, "grid");
            canvas.Curve(Envelope(clips.Clips[i], samples, x, middle), $"thin-{look}");
            if (clips.Classes.Count > 0)
            {
                canvas.Text(x.From, middle - (Lane / 2) + 10, clips.Classes[clips.ClassOf[i]], "small");
            }
        }

        HorizontalTicks.Draw(canvas, x, 6, bottom);
        canvas.Line(x.From, bottom, x.To, bottom, "axis");
        canvas.Text((x.From + x.To) / 2, bottom + 35, "seconds", "label", "middle");
        string what = look == "real" ? "Real" : "Sampled";
        return canvas.Finish(
            $"waveforms-{look}",
            $"{what} audio",
            $"Waveforms of {count} clips of {what.ToLowerInvariant()} audio."
        );
    }

    private static IEnumerable<(double X, double Y)> Envelope(float[] clip, int samples, Axis x, double middle)
    {
        double scale = 0.46 * Lane;
        for (int column = 0; column < Columns; column++)
        {
            int start = (int)((long)column * samples / Columns);
            int end = Math.Min(clip.Length, Math.Max(start + 1, (int)((column + 1L) * samples / Columns)));
            if (start >= end)
            {
                yield break;
            }

            double place = x.From + ((x.To - x.From) * column / Columns);
            yield return (place, middle - (scale * clip[start..end].Max()));
            yield return (place, middle - (scale * clip[start..end].Min()));
        }
    }
}
