namespace Likeness.Modalities.Audio.Data;

/// <summary>Sounds of one rate, each of its own length, and what is known of them.</summary>
public sealed class ClipSet
{
    /// <summary>Takes the clips as they are; nothing is copied.</summary>
    /// <param name="rate">Samples per second.</param>
    /// <param name="clips">The samples of each clip.</param>
    /// <param name="classes">The names of classes; empty where there are none.</param>
    /// <param name="classOf">The class of each clip, a place in <paramref name="classes"/>; empty where there are none.</param>
    /// <param name="factors">What is known of each clip in numbers, by name.</param>
    /// <exception cref="ArgumentException">A list is not for so many clips, or a class is none.</exception>
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
    }

    /// <summary>Samples per second of every clip.</summary>
    public int Rate { get; }

    /// <summary>The samples of each clip.</summary>
    public IReadOnlyList<float[]> Clips { get; }

    /// <summary>The names of classes; empty where there are none.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The class of each clip; empty where there are none.</summary>
    public IReadOnlyList<int> ClassOf { get; }

    /// <summary>What is known of each clip in numbers, by name.</summary>
    public IReadOnlyDictionary<string, double[]> Factors { get; }

    /// <summary>Samples of all clips together.</summary>
    public long Samples => Clips.Sum(clip => (long)clip.Length);

    /// <summary>One clip by itself.</summary>
    /// <param name="index">Which, from 0.</param>
    public AudioClip this[int index] => new(Rate, Clips[index]);

    /// <summary>Some of the clips, in the order asked for, with all that is known of them.</summary>
    /// <param name="indices">Which clips; one may come twice.</param>
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
        );
}

/// <summary>The clips of a dataset in parts.</summary>
/// <param name="Train">What models learn from.</param>
/// <param name="Validation">What choices are made by; null where none is set aside.</param>
/// <param name="Test">What models are judged by; null where none is set aside.</param>
public sealed record ClipSplits(ClipSet Train, ClipSet? Validation = null, ClipSet? Test = null);
