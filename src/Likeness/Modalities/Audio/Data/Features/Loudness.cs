namespace Likeness.Modalities.Audio.Data.Features;

/// <summary>The root mean square of samples.</summary>
internal static class Loudness
{
    /// <summary>Of some samples, at least one.</summary>
    public static double Measure(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (float sample in samples)
        {
            sum += (double)sample * sample;
        }

        return Math.Sqrt(sum / samples.Length);
    }

    /// <summary>Of all clips together; 0 where they have no samples.</summary>
    public static double Measure(ClipSet clips)
    {
        double sum = clips.Clips.Where(clip => clip.Length > 0).Sum(clip => Math.Pow(Measure(clip), 2) * clip.Length);
        return Math.Sqrt(sum / Math.Max(1, clips.Samples));
    }
}
