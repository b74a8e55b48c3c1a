namespace Likeness.Modalities.Audio.Data;

/// <summary>Clips of one sample rate and individual lengths, with optional classes and factors.</summary>
public sealed class ClipSet
{
    private const int MinSpread = 16; // clips, where there are so many
    private const int MinSpreadSamples = 2048;
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>Wraps the clips without copying.</summary>
    /// <param name="rate">Samples per second.</param>
    /// <param name="clips">The samples of each clip.</param>
    /// <param name="classes">The names of classes; may be empty.</param>
    /// <param name="classOf">The index in <paramref name="classes"/> of each clip's class; may be empty.</param>
    /// <param name="factors">Known numbers of each clip, by name.</param>
    /// <exception cref="ArgumentException">A list does not have one entry per clip, a class is invalid, or a sample is not finite.</exception>
    public ClipSet(
        int rate,
        IReadOnlyList<float[]> clips,
        IReadOnlyList<string>? classes = null,
        IReadOnlyList<int>? classOf = null,
        IReadOnlyDictionary<string, double[]>? factors = null
    )
    {
        (Rate, Clips, Classes, ClassOf) = (rate, clips, classes ?? [], classOf ?? []);
        Factors = factors ?? new Dictionary<string, double[]>(StringComparer.Ordinal);
        bool isWhole =
            ClassOf.Count == (Classes.Count == 0 ? 0 : clips.Count)
            && ClassOf.All(value => value >= 0 && value < Classes.Count)
            && Factors.Values.All(values => values.Length == clips.Count);
        if (!isWhole)
        {
            throw new ArgumentException($"Classes or factors are not for {clips.Count} clips.", nameof(classes));
        }

        for (int i = 0; i < clips.Count; i++)
        {
            int wrong = Array.FindIndex(clips[i], sample => !float.IsFinite(sample));
            if (wrong >= 0)
            {
                throw new ArgumentException($"Sample {wrong} of clip {i} is {clips[i][wrong]}.", nameof(clips));
            }
        }
    }

    /// <summary>Samples per second of every clip.</summary>
    public int Rate { get; }

    /// <summary>The samples of each clip.</summary>
    public IReadOnlyList<float[]> Clips { get; }

    /// <summary>The names of classes; may be empty.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The class of each clip; may be empty.</summary>
    public IReadOnlyList<int> ClassOf { get; }

    /// <summary>The file of each clip, relative to its folder; empty for clips that are of no files.</summary>
    internal IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Notes for readers of results, such as files that were skipped; usually empty.</summary>
    internal IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Known numbers of each clip, by name.</summary>
    public IReadOnlyDictionary<string, double[]> Factors { get; }

    /// <summary>Samples of all clips together.</summary>
    public long Samples => Clips.Sum(clip => (long)clip.Length);

    /// <summary>One clip by itself.</summary>
    /// <param name="index">Which, from 0.</param>
    public AudioClip this[int index] => new(Rate, Clips[index]);

    /// <summary>Selects clips, in this order, with their classes and factors.</summary>
    /// <param name="indices">Indices of clips, with repetition allowed.</param>
    public ClipSet Take(IReadOnlyList<int> indices) =>
        new(
            Rate,
            [.. indices.Select(i => Clips[i])],
            Classes,
            Classes.Count == 0 ? [] : [.. indices.Select(i => ClassOf[i])],
            Factors.ToDictionary(
                pair => pair.Key,
                pair => indices.Select(i => pair.Value[i]).ToArray(),
                StringComparer.Ordinal
            )
        )
        {
            Files = Files.Count == 0 ? [] : [.. indices.Select(i => Files[i])],
        };

    /// <summary>The same clips with other samples, such as parts of them.</summary>
    /// <param name="clips">The samples of each clip.</param>
    /// <param name="rate">Their samples per second; null for the same.</param>
    internal ClipSet WithSamples(IReadOnlyList<float[]> clips, int? rate = null) =>
        new(rate ?? Rate, clips, Classes, ClassOf, Factors) { Files = Files };

    /// <summary>
    /// Clips at even distances, as clips of a class follow each other, with at most a number of samples together. Long clips are cut, so that a few of
    /// them do not take the place of the others.
    /// </summary>
    /// <param name="max">The number of samples; at least 1.</param>
    internal ClipSet Spread(long max)
    {
        if (Samples <= max)
        {
            return this;
        }

        long each = Math.Max(Level(max), Math.Max(max / MinSpread, MinSpreadSamples));

        // Multiples of the golden ratio, modulo 1: the first ones in their order lie at nearly even distances, however many they are.
        var kept = new SortedDictionary<int, float[]>();
        foreach (int i in Enumerable.Range(0, Clips.Count).OrderBy(i => i * GoldenRatio % 1))
        {
            int length = (int)Math.Min(Math.Min(Clips[i].Length, each), max);
            kept[i] = Clips[i].Length == length ? Clips[i] : Clips[i][..length];
            max -= length;
            if (max == 0)
            {
                break;
            }
        }

        return Take([.. kept.Keys]).WithSamples([.. kept.Values]);
    }

    // The length to which all longer clips are cut, so that all clips together have a number of samples that they exceed.
    private long Level(long max)
    {
        int[] lengths = [.. Clips.Select(clip => clip.Length).Order()];
        int shorter = 0;
        for (; lengths[shorter] < max / (lengths.Length - shorter); shorter++)
        {
            max -= lengths[shorter];
        }

        return max / (lengths.Length - shorter);
    }
}

/// <summary>The clips of a dataset in parts.</summary>
/// <param name="Train">The training part.</param>
/// <param name="Validation">The validation part; may be null.</param>
/// <param name="Test">The test part; may be null.</param>
public sealed record ClipSplits(ClipSet Train, ClipSet? Validation = null, ClipSet? Test = null);
