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
    /// <param name="rate">Samples per second that all are resampled to; null for the lowest rate if it is lenient, else to refuse different rates.</param>
    /// <param name="isLenient">Whether a few files that cannot be read are skipped, with a remark.</param>
    /// <exception cref="LikenessException">There is no such dataset, or something cannot be read as audio.</exception>
    public static ClipSplits LoadAudio(this DataSource source, int? rate, bool isLenient = true) =>
        source.IsInMemory ? Resampled(new ClipSplits(source.ExamplesOf<ClipSet>("audio")), rate)
        : source.Dataset is { } name ? Resampled(AudioDatasetRegistry.Find(name).Dataset.Load(source.DatasetSeed), rate)
        : source.Files is [var path] ? new ClipSplits(ClipFolder.Read(path, rate, mixDown: true, isLenient))
        : throw new LikenessException(
            $"{source.ShortName}: audio is read from one WAVE file or folder (give --data clips)"
        );

    /// <summary>The clips at another rate.</summary>
    public static ClipSet Resampled(this ClipSet set, int rate) =>
        rate == set.Rate
            ? set
            : set.WithSamples(
                [.. Enumerable.Range(0, set.Clips.Count).Select(i => Resampling.To(set[i], rate).Samples)],
                rate
            );

    private static ClipSplits Resampled(ClipSplits splits, int? rate) =>
        rate is not int wanted
            ? splits
            : new ClipSplits(
                splits.Train.Resampled(wanted),
                splits.Validation?.Resampled(wanted),
                splits.Test?.Resampled(wanted)
            );
}
