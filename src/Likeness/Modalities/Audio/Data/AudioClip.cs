namespace Likeness.Modalities.Audio.Data;

/// <summary>One channel of audio.</summary>
/// <param name="Rate">Samples per second.</param>
/// <param name="Samples">The samples; full scale is [−1, 1), floating-point files may exceed it.</param>
public sealed record AudioClip(int Rate, float[] Samples)
{
    /// <summary>The duration, in seconds.</summary>
    public double Seconds => (double)Samples.Length / Rate;
}
