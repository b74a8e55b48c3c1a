namespace Likeness.Modalities.Audio.Data;

/// <summary>One channel of sound.</summary>
/// <param name="Rate">Samples per second.</param>
/// <param name="Samples">The samples; full scale is [−1, 1), files of floats may go beyond.</param>
public sealed record AudioClip(int Rate, float[] Samples)
{
    /// <summary>How long it lasts, in seconds.</summary>
    public double Seconds => (double)Samples.Length / Rate;
}
