using Likeness.Data;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio;

/// <summary>Splits clips into training, validation and test clips.</summary>
internal static class AudioParts
{
    private const int MinToHalve = 4;

    /// <summary>Splits clips without parts at random; so few that a part would have one clip or none, each in time.</summary>
    /// <param name="splits">The clips.</param>
    /// <param name="limit">The maximum number of clips of each part of the source; null for all.</param>
    /// <param name="settings">The split settings.</param>
    /// <exception cref="LikenessException">A clip that is split is too short.</exception>
    public static DataSplit<ClipSet> Split(ClipSplits splits, int? limit, SplitSettings settings)
    {
        var all = Limited(splits.Train, limit, settings.Seed);
        if (splits is { Validation: { } validation, Test: { } test })
        {
            return new DataSplit<ClipSet>(
                all,
                Limited(validation, limit, settings.Seed),
                Limited(test, limit, settings.Seed)
            );
        }

        if (all.Clips.Count == 1 || !settings.CanSplit(all.Clips.Count))
        {
            return SplitInTime(all, settings);
        }

        var parts = settings.Split(all.Clips.Count, "clips");
        return (settings.Validation is null ? Halved(parts, settings.Seed) : parts).Select(which => all.Take(which));
    }

    // Runs of format 1 validated on half of the test clips if there were at least four, else on all of them.
    private static DataSplit<int[]> Halved(DataSplit<int[]> parts, ulong seed)
    {
        int chosen = parts.Test.Length < MinToHalve ? 0 : parts.Test.Length / 2;
        if (chosen == 0)
        {
            return parts;
        }

        int[] order = RandomUse.Subset.Random(seed, 1).Permutation(parts.Test.Length);
        return parts with { Validation = Some(order[..chosen]), Test = Some(order[chosen..]) };

        int[] Some(int[] places) => [.. places.Order().Select(place => parts.Test[place])];
    }

    private static DataSplit<ClipSet> SplitInTime(ClipSet clips, SplitSettings settings)
    {
        var (validationFraction, testFraction) = settings.Validation is { } fraction
            ? (fraction, settings.Test)
            : (settings.Test / 2, settings.Test / 2);
        var parts = clips.Clips.Select(Cut).ToArray();
        return new DataSplit<ClipSet>(Part(cut => cut.Train), Part(cut => cut.Validation), Part(cut => cut.Test));

        (float[] Train, float[] Validation, float[] Test) Cut(float[] samples)
        {
            int validation = (int)(samples.Length * validationFraction);
            int test = (int)(samples.Length * testFraction);
            int train = samples.Length - validation - test;
            return train == 0 || (validation == 0 && validationFraction > 0) || (test == 0 && testFraction > 0)
                ? throw new LikenessException(
                    $"a clip of {samples.Length} samples is too short to be cut into parts (give a longer one, or --holdout 0 --validation 0)"
                )
                : (samples[..train], samples[train..(train + validation)], samples[(train + validation)..]);
        }

        ClipSet Part(Func<(float[] Train, float[] Validation, float[] Test), float[]> choose)
        {
            float[][] some = [.. parts.Select(choose)];
            return some.All(part => part.Length == 0) ? clips.Take([]) : clips.WithSamples(some);
        }
    }

    private static ClipSet Limited(ClipSet clips, int? limit, ulong seed)
    {
        if (limit is not int max || max >= clips.Clips.Count)
        {
            return clips;
        }

        int[] taken = RandomUse.Subset.Random(seed).Permutation(clips.Clips.Count)[..max];
        Array.Sort(taken);
        return clips.Take(taken);
    }
}
