using Likeness.Data;
using Likeness.Evaluation.Windows;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Data.Features;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>
/// Features of windows of audio for classifiers: the mean log-mel spectrum, its change from the first to the second half of the window, and
/// the bits that n-grams of both samples need at each n. Windows are quantised to the 256 μ-law levels first, so that audio of 16 bits and of
/// models of these levels have the same noise floor.
/// </summary>
internal sealed class AudioFeatures
{
    private const int Bands = 16;
    private const int Frames = 7; // of a quarter of a window, overlapping by half
    private const double MinEnergy = 1e-7; // −70 dB

    private readonly MelSpectrum mel;
    private readonly int window;

    /// <summary>Prepares for one window length.</summary>
    /// <param name="rate">Samples per second.</param>
    /// <param name="window">Samples per window, a power of two.</param>
    public AudioFeatures(int rate, int window)
    {
        this.window = window;
        mel = new MelSpectrum(rate, window / 4, Bands);
    }

    /// <summary>One row for each window.</summary>
    /// <param name="windows">The windows in μ-law levels.</param>
    /// <param name="bits">Their bits.</param>
    /// <param name="order">n of the n-grams.</param>
    public Table Describe(IReadOnlyList<ReadOnlyMemory<byte>> windows, SampleBits bits, int order)
    {
        Column[] columns =
        [
            .. Enumerable.Range(1, Bands).Select(band => new Column($"band {band}")),
            .. Enumerable.Range(1, Bands).Select(band => new Column($"change {band}")),
            .. Enumerable.Range(1, order).Select(n => new Column($"bits {n}")),
        ];
        var values = new double[windows.Count * columns.Length];
        for (int i = 0; i < windows.Count; i++)
        {
            Span<double> row = values.AsSpan(i * columns.Length, columns.Length);
            Spectrum(MuLaw.Decode(windows[i].Span), row[..Bands], row.Slice(Bands, Bands));
            bits.Window(bits.ByBoth, i).CopyTo(row[(2 * Bands)..]);
        }

        return new Table(columns, values);
    }

    private void Spectrum(ReadOnlySpan<float> samples, Span<double> mean, Span<double> change)
    {
        // A sine of amplitude 1 has (length / 4)² under a Hann window.
        double full = Math.Pow(mel.Length / 4.0, 2);
        Span<double> energies = stackalloc double[Bands];
        for (int frame = 0; frame < Frames; frame++)
        {
            mel.Measure(samples.Slice(frame * window / 8, mel.Length), energies);
            for (int band = 0; band < Bands; band++)
            {
                double level = Math.Log10((energies[band] / full) + MinEnergy);
                mean[band] += level / Frames;
                change[band] +=
                    frame * 2 < Frames - 1 ? -level
                    : frame * 2 > Frames - 1 ? level
                    : 0;
            }
        }
    }
}
