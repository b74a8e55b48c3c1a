using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Datasets;
using Likeness.Runs;

namespace Likeness.Modalities.Audio;

/// <summary>Reads the clips of a source.</summary>
internal static class AudioSource
{
    /// <summary>Whether a name is that of a WAVE file.</summary>
    public static bool IsWave(string path) => Path.GetExtension(path).ToLowerInvariant() is ".wav" or ".wave";

    /// <summary>Whether a folder or one of its subfolders contains WAVE files.</summary>
    public static bool HasClips(string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .Prepend(folder)
            .Any(place => Directory.EnumerateFiles(place).Any(IsWave));

    /// <summary>Reads clips; several channels are mixed down to one.</summary>
    /// <param name="source">The source.</param>
    /// <param name="rate">Samples per second that all are resampled to; null to refuse different rates.</param>
    /// <param name="skips">Whether files that cannot be read are skipped if they are few, with a remark.</param>
    /// <exception cref="LikenessException">There is no such dataset, or something cannot be read as audio.</exception>
    public static ClipSplits LoadAudio(this DataSource source, int? rate, bool skips = true) =>
        source.IsInMemory ? Resampled(new ClipSplits(source.ExamplesOf<ClipSet>("audio")), rate)
        : source.Dataset is { } name ? Resampled(AudioDatasetRegistry.Find(name).Dataset.Load(source.DatasetSeed), rate)
        : source.Files is [var path] ? new ClipSplits(ClipFolder.Read(path, rate, mixDown: true, skips))
        : throw new LikenessException(
            $"{source.ShortName}: audio is read from one WAVE file or folder (give --data clips)"
        );

    private static ClipSplits Resampled(ClipSplits splits, int? rate)
    {
        int wanted = rate ?? splits.Train.Rate;
        return wanted == splits.Train.Rate
            ? splits
            : new ClipSplits(Set(splits.Train)!, Set(splits.Validation), Set(splits.Test));

        ClipSet? Set(ClipSet? set) =>
            set is null
                ? null
                : new(
                    wanted,
                    [.. Enumerable.Range(0, set.Clips.Count).Select(i => Resampling.To(set[i], wanted).Samples)],
                    set.Classes,
                    set.ClassOf,
                    set.Factors
                )
                {
                    Files = set.Files,
                };
    }
}
