namespace Likeness.Modalities.Audio.Data.Features;

/// <summary>
/// The energy of a frame in triangular bands that are evenly spaced on the mel scale from 0 to half the sample rate,
/// m = 2595 log₁₀(1 + f/700 Hz). O'Shaughnessy 1987, Speech Communication, page 150; Davis and Mermelstein 1980, IEEE Transactions on
/// Acoustics, Speech, and Signal Processing 28(4).
/// </summary>
internal sealed class MelSpectrum
{
    private readonly PowerSpectrum spectrum;
    private readonly double[][] weights; // [band][frequency]

    /// <summary>Prepares for one frame length.</summary>
    /// <param name="rate">Samples per second.</param>
    /// <param name="length">Samples per frame, a power of two.</param>
    /// <param name="bands">The number of bands.</param>
    public MelSpectrum(int rate, int length, int bands)
    {
        spectrum = new PowerSpectrum(length);
        double top = Mel(rate / 2.0);
        double[] edges = [.. Enumerable.Range(0, bands + 2).Select(i => Frequency(top * i / (bands + 1)))];
        weights =
        [
            .. Enumerable
                .Range(0, bands)
                .Select(band => Triangle(edges[band], edges[band + 1], edges[band + 2], rate, length)),
        ];
    }

    /// <summary>The number of bands.</summary>
    public int Bands => weights.Length;

    /// <summary>Samples per frame.</summary>
    public int Length => spectrum.Length;

    /// <summary>The energy in each band of a frame under a Hann window: Σ weight |X(k)|².</summary>
    /// <param name="frame">The samples: [Length].</param>
    /// <param name="energies">Filled: [Bands].</param>
    public void Measure(ReadOnlySpan<float> frame, Span<double> energies)
    {
        var power = new double[(Length / 2) + 1];
        spectrum.Measure(frame, power);
        for (int band = 0; band < Bands; band++)
        {
            double sum = 0;
            for (int k = 0; k < power.Length; k++)
            {
                sum += weights[band][k] * power[k];
            }

            energies[band] = sum;
        }
    }

    private static double Mel(double frequency) => 2595 * Math.Log10(1 + (frequency / 700));

    private static double Frequency(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);

    // A band narrower than the frequency resolution uses the nearest frequency.
    private static double[] Triangle(double low, double middle, double high, int rate, int length)
    {
        var triangle = new double[(length / 2) + 1];
        double sum = 0;
        for (int k = 0; k < triangle.Length; k++)
        {
            double f = (double)k * rate / length;
            triangle[k] = Math.Max(0, Math.Min((f - low) / (middle - low), (high - f) / (high - middle)));
            sum += triangle[k];
        }

        if (sum == 0)
        {
            triangle[(int)Math.Round(middle * length / rate)] = 1;
        }

        return triangle;
    }
}
