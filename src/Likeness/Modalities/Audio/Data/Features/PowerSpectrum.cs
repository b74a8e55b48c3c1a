namespace Likeness.Modalities.Audio.Data.Features;

/// <summary>
/// The power spectrum of frames under a Hann window, by a radix-2 fast Fourier transform (Cooley and Tukey 1965, Mathematics of
/// Computation 19). It runs on one thread, unlike the library's transform from 1,024 samples on.
/// </summary>
internal sealed class PowerSpectrum
{
    private readonly double[] window;
    private readonly double[] cosines;
    private readonly double[] sines;
    private readonly int[] reversed;

    /// <summary>Prepares for one length.</summary>
    /// <param name="length">Samples per frame, a power of two.</param>
    public PowerSpectrum(int length)
    {
        Length = length;
        window = [.. Enumerable.Range(0, length).Select(i => 0.5 * (1 - Math.Cos(2 * Math.PI * i / length)))];
        cosines = [.. Enumerable.Range(0, length / 2).Select(i => Math.Cos(2 * Math.PI * i / length))];
        sines = [.. Enumerable.Range(0, length / 2).Select(i => -Math.Sin(2 * Math.PI * i / length))];
        reversed = new int[length];
        for (int i = 1; i < length; i++)
        {
            reversed[i] = (reversed[i / 2] / 2) + (i % 2 * (length / 2));
        }
    }

    /// <summary>Samples per frame.</summary>
    public int Length { get; }

    /// <summary>|X(k)|² of a frame for k = 0 … length / 2.</summary>
    /// <param name="frame">The samples: [Length].</param>
    /// <param name="power">Filled: [Length / 2 + 1].</param>
    public void Measure(ReadOnlySpan<float> frame, Span<double> power)
    {
        Span<double> re = Length <= 1024 ? stackalloc double[Length] : new double[Length];
        Span<double> im = Length <= 1024 ? stackalloc double[Length] : new double[Length];
        im.Clear();
        for (int i = 0; i < Length; i++)
        {
            re[reversed[i]] = frame[i] * window[i];
        }

        for (int half = 1; half < Length; half *= 2)
        {
            int stride = Length / (2 * half);
            for (int start = 0; start < Length; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    (int a, int b) = (start + k, start + k + half);
                    (double cos, double sin) = (cosines[k * stride], sines[k * stride]);
                    double real = (re[b] * cos) - (im[b] * sin);
                    double imaginary = (re[b] * sin) + (im[b] * cos);
                    (re[b], im[b]) = (re[a] - real, im[a] - imaginary);
                    (re[a], im[a]) = (re[a] + real, im[a] + imaginary);
                }
            }
        }

        for (int k = 0; k <= Length / 2; k++)
        {
            power[k] = (re[k] * re[k]) + (im[k] * im[k]);
        }
    }
}
