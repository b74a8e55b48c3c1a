using Likeness.Modalities.Audio.Data;

namespace Likeness.Tests.Modalities.Audio.Evaluation.Metrics;

/// <summary>Distances of windows of audio as their definition says, to every window of the training clips.</summary>
internal static class AudioDefinitions
{
    private const double ExactDistance = 1e-3;

    /// <summary>The fraction of windows that equal a training window up to their scale.</summary>
    public static double Exact(ClipSet train, ClipSet clips, int window) =>
        Distances(train, clips, window).Average(distance => distance <= ExactDistance ? 1.0 : 0);

    /// <summary>The fraction of windows nearer to a training window than every test window; of a hundred test windows at most.</summary>
    public static double Near(ClipSet train, ClipSet test, ClipSet clips, int window)
    {
        double nearest = Distances(train, test, window).Min();
        return Distances(train, clips, window).Average(distance => distance < nearest ? 1.0 : 0);
    }

    /// <summary>The median distance of an odd number of windows.</summary>
    public static double Median(ClipSet train, ClipSet clips, int window) =>
        Distances(train, clips, window).Order().ElementAt(clips.Clips[0].Length / window / 2);

    /// <summary>The windows of the only clip in 256 classes, ⌊(f(x) + 1) μ / 2 + ½⌋ with f(x) = sign(x) ln(1 + μ|x|) / ln(1 + μ).</summary>
    public static byte[][] Levels(ClipSet clips, int window) =>
        [
            .. clips
                .Clips[0]
                .Select(sample =>
                    (byte)
                        Math.Floor(
                            (
                                (1 + (Math.Sign(sample) * Math.Log(1 + (255.0 * Math.Abs(sample))) / Math.Log(256)))
                                * 127.5
                            ) + 0.5
                        )
                )
                .Chunk(window),
        ];

    // √(1 − ρ²), ρ the largest correlation with a training window.
    private static double[] Distances(ClipSet train, ClipSet clips, int window) =>
        [
            .. clips
                .Clips[0]
                .Chunk(window)
                .Select(samples =>
                    Enumerable
                        .Range(0, train.Clips[0].Length - window + 1)
                        .Min(start => Distance(samples, train.Clips[0].AsSpan(start, window)))
                ),
        ];

    private static double Distance(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double both = 0,
            one = 0,
            other = 0;
        for (int i = 0; i < first.Length; i++)
        {
            both += (double)first[i] * second[i];
            one += (double)first[i] * first[i];
            other += (double)second[i] * second[i];
        }

        return Math.Sqrt(Math.Max(0, 1 - (both * both / (one * other))));
    }
}
