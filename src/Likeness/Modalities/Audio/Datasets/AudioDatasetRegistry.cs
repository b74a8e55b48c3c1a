namespace Likeness.Modalities.Audio.Datasets;

/// <summary>A registered dataset of sounds.</summary>
/// <param name="Name">The name on the command line, such as <c>tones</c>.</param>
/// <param name="Summary">What it holds, in half a sentence.</param>
/// <param name="Size">How much there is of it.</param>
/// <param name="Dataset">What makes the clips.</param>
public sealed record AudioDatasetEntry(string Name, string Summary, string Size, IAudioDataset Dataset);

/// <summary>All datasets of sounds: every class that carries an <see cref="AudioDatasetAttribute"/>. Nothing is listed by hand.</summary>
public static class AudioDatasetRegistry
{
    /// <summary>The datasets, by name.</summary>
    public static IReadOnlyList<AudioDatasetEntry> All { get; } =
    [
        .. Registered
            .In<AudioDatasetAttribute>(typeof(AudioDatasetRegistry).Assembly)
            .Select(found => new AudioDatasetEntry(
                found.Attribute.Name,
                found.Attribute.Summary,
                found.Attribute.Size,
                (IAudioDataset)Activator.CreateInstance(found.Type)!
            ))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    /// <summary>The dataset of that name.</summary>
    /// <exception cref="LikenessException">There is none; the nearest name is suggested.</exception>
    public static AudioDatasetEntry Find(string name) =>
        Registered.Find(All, entry => entry.Name, name, "no audio dataset of Likeness", ", or give WAVE files");
}
