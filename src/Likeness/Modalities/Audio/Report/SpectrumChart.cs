using Likeness.Figures;
using Likeness.Figures.Charts;
using Likeness.Figures.Svg;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Report;

/// <summary>
/// Power spectra of real and of sampled audio: the mean over frames of 256 samples under a Hann window that
/// overlap by half (Welch 1967), in decibels below that of a sine at full scale.
/// </summary>
internal static class SpectrumChart
{
    private const double Width = 430;
    private const double Height = 290;
    private const int Piece = 256;
    private const int MaxPieces = 512;
    private const double Floor = -110;

    /// <summary>Draws both spectra.</summary>
    public static Figure Draw(ClipSet real, ClipSet made)
    {
        var canvas = new SvgCanvas(Width, Height);
        double[][] spectra = [Decibels(real), Decibels(made)];
        var y = Axis.Around(spectra.SelectMany(one => one), Height - 46, 30);
        double left = PlotFrame.Margin(y);
        var x = new Axis(0, real.Rate / 2.0, left, Width - 16);
        var frame = new PlotFrame(x, y);
        frame.Draw(canvas, "frequency (Hz)", "power (dB)");
        string[] looks = ["line-real", "line-made"];
        for (int i = 0; i < looks.Length; i++)
        {
            canvas.Curve(spectra[i].Select((power, k) => (x.At((double)k * real.Rate / Piece), y.At(power))), looks[i]);
        }

        Legend.Draw(canvas, left, 16, (looks[0], "real"), (looks[1], "sampled"));
        return canvas.Finish(
            "spectra",
            "Power spectrum",
            "The mean power of each frequency in real and in sampled audio.",
            "Where the lines differ, sampled audio lacks or adds energy."
        );
    }

    /// <summary>The mean power at each of the Piece/2 + 1 frequencies.</summary>
    private static double[] Decibels(ClipSet clips)
    {
        var power = new double[(Piece / 2) + 1];
        int pieces = 0;
        foreach (float[] clip in clips.Clips)
        {
            for (int start = 0; start + Piece <= clip.Length && pieces < MaxPieces; start += Piece / 2)
            {
                Add(clip.AsSpan(start, Piece), power);
                pieces++;
            }
        }

        // A sine of amplitude 1 has (Piece / 4)² under the window.
        double full = Math.Pow(Piece / 4.0, 2) * Math.Max(1, pieces);
        return Array.ConvertAll(power, sum => Math.Max(Floor, 10 * Math.Log10((sum / full) + 1e-30)));
    }

    private static void Add(ReadOnlySpan<float> piece, double[] power)
    {
        Span<double> windowed = stackalloc double[Piece];
        for (int i = 0; i < Piece; i++)
        {
            windowed[i] = piece[i] * 0.5 * (1 - Cosines[i]);
        }

        for (int k = 0; k < power.Length; k++)
        {
            (double re, double im) = (0, 0);
            for (int i = 0; i < Piece; i++)
            {
                int phase = k * i % Piece;
                re += windowed[i] * Cosines[phase];
                im += windowed[i] * Cosines[(phase + (Piece / 4)) % Piece];
            }

            power[k] += (re * re) + (im * im);
        }
    }

    private static readonly double[] Cosines =
    [
        .. Enumerable.Range(0, Piece).Select(i => Math.Cos(2 * Math.PI * i / Piece)),
    ];
}
