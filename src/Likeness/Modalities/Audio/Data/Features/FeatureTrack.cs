namespace Likeness.Modalities.Audio.Data.Features;

/// <summary>Features of a clip in time: frames at equal distances, and between them straight lines. Outside the clip they are those of silence, 0.</summary>
/// <param name="Frames">The features at the samples 0, Hop, 2 Hop …: [frame][feature].</param>
/// <param name="Features">The number of features.</param>
/// <param name="Hop">Samples from frame to frame.</param>
/// <param name="Length">Samples of the clip.</param>
internal sealed record FeatureTrack(float[] Frames, int Features, int Hop, int Length)
{
    /// <summary>Reads the features of successive samples.</summary>
    /// <param name="first">The first sample; may be outside the clip.</param>
    /// <param name="values">Filled: [sample][feature].</param>
    public void Read(int first, Span<float> values)
    {
        values.Clear();
        int from = Math.Max(0, -first);
        int to = Math.Min(values.Length / Features, Length - first);
        for (int k = from; k < to; k++)
        {
            var (frame, rest) = Math.DivRem(first + k, Hop);
            float share = (float)rest / Hop;
            var before = Frames.AsSpan(frame * Features, Features);
            var after = Frames.AsSpan((frame + 1) * Features, Features);
            for (int i = 0; i < Features; i++)
            {
                values[(k * Features) + i] = before[i] + (share * (after[i] - before[i]));
            }
        }
    }
}
