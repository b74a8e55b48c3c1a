namespace Likeness.Modalities.Audio.Data;

/// <summary>
/// Samples as 256 classes, finer for small amplitudes: f(x) = sign(x) ln(1 + μ|x|) / ln(1 + μ) with μ = 255, the continuous form of
/// ITU-T G.711, quantised in even steps. As WaveNet: van den Oord et al. 2016, arXiv:1609.03499, §2.2.
/// </summary>
public static class MuLaw
{
    /// <summary>The number of classes.</summary>
    public const int Levels = 256;

    private const double Mu = Levels - 1;
    private static readonly double LogOfAll = Math.Log(1 + Mu);
    private static readonly float[] Decoded = [.. Enumerable.Range(0, Levels).Select(Middle)];

    /// <summary>The class of a sample, ⌊(f(x) + 1) μ / 2 + ½⌋.</summary>
    /// <param name="sample">x, cut to [−1, 1].</param>
    public static byte Encode(float sample)
    {
        double x = Math.Clamp((double)sample, -1, 1);
        double f = Math.Sign(x) * Math.Log(1 + (Mu * Math.Abs(x))) / LogOfAll;
        return (byte)Math.Floor(((f + 1) / 2 * Mu) + 0.5);
    }

    /// <summary>The sample in the middle of a class: f⁻¹(2k/μ − 1), in [−1, 1].</summary>
    /// <param name="level">k.</param>
    public static float Decode(byte level) => Decoded[level];

    /// <summary>The classes of samples.</summary>
    public static byte[] Encode(ReadOnlySpan<float> samples)
    {
        var levels = new byte[samples.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = Encode(samples[i]);
        }

        return levels;
    }

    /// <summary>The samples in the middles of classes.</summary>
    public static float[] Decode(ReadOnlySpan<byte> levels)
    {
        var samples = new float[levels.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Decode(levels[i]);
        }

        return samples;
    }

    private static float Middle(int level)
    {
        double y = (2 * level / Mu) - 1;
        return (float)(Math.Sign(y) * (Math.Pow(1 + Mu, Math.Abs(y)) - 1) / Mu);
    }
}
