using System.Numerics;

namespace Likeness.Modalities.Audio.Data;

/// <summary>
/// Resamples audio by band-limited interpolation (Smith 1984, digital audio resampling): each new sample is a sum of
/// old ones, weighted by c·sinc(c·τ) under a Hann window of 32 crossings to each side, τ their distance in old samples. c is 0.95 of
/// the lower of both rates divided by the old one; frequencies above that fade within the window's width. Weights sum to 1, so
/// that constants are preserved; audio is 0 beyond its ends.
/// </summary>
public static class Resampling
{
    private const int Crossings = 32;
    private const double Fraction = 0.95;
    private const int MaxKeptPhases = 1 << 12;

    /// <summary>Resamples a clip to ⌈samples · new rate / old rate⌉ samples.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="rate">Samples per second; at least 1.</param>
    /// <exception cref="LikenessException">The result has more than 2²⁸ samples.</exception>
    public static AudioClip To(AudioClip clip, int rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 1);
        if (rate == clip.Rate)
        {
            return clip;
        }

        int divisor = (int)BigInteger.GreatestCommonDivisor(rate, clip.Rate);
        (long up, long down) = (rate / divisor, clip.Rate / divisor);
        long count = ((clip.Samples.Length * up) + down - 1) / down;
        if (count > 1 << 28)
        {
            throw new LikenessException(
                $"{clip.Samples.Length} samples at {clip.Rate} a second are {count} at {rate}, which is too many (choose a lower rate)"
            );
        }

        double cutoff = Fraction * Math.Min(1, (double)rate / clip.Rate);
        int reach = (int)Math.Ceiling(Crossings / cutoff);
        var kept = new double[]?[Math.Min(up, MaxKeptPhases)];
        var samples = new float[count];
        for (int i = 0; i < count; i++)
        {
            // The new sample lies phase/up after the old sample of this index.
            (long place, long phase) = Math.DivRem(i * down, up);
            double[] weights = up > kept.Length ? Weights() : kept[phase] ??= Weights();
            samples[i] = (float)Sum(clip.Samples, (int)place - reach + 1, weights);

            double[] Weights() => WeightsAt((double)phase / up, reach, cutoff);
        }

        return new AudioClip(rate, samples);
    }

    /// <summary>The weights of the 2·reach old samples around a position.</summary>
    private static double[] WeightsAt(double phase, int reach, double cutoff)
    {
        var weights = new double[2 * reach];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double distance = cutoff * (i - reach + 1 - phase);
            if (Math.Abs(distance) < Crossings)
            {
                double sinc = distance == 0 ? 1 : Math.Sin(Math.PI * distance) / (Math.PI * distance);
                double hann = Math.Cos(Math.PI * distance / (2 * Crossings));
                weights[i] = sinc * hann * hann;
                sum += weights[i];
            }
        }

        return Array.ConvertAll(weights, weight => weight / sum);
    }

    private static double Sum(float[] samples, int first, double[] weights)
    {
        double sum = 0;
        for (int i = Math.Max(0, -first); i < Math.Min(weights.Length, samples.Length - first); i++)
        {
            sum += weights[i] * samples[first + i];
        }

        return sum;
    }
}
